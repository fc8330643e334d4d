"use client";

import { memo, useRef } from "react";
import { SortHead } from "@/components/ui/sort-head";
import { ActionsHead, Cell, GapRow, HeadCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { useRowWindow } from "@/components/ui/use-row-window";
import type { UserSort } from "@/lib/users/filters";
import {
  UserMenu,
  UserName,
  UserRole,
  type UserRowProps,
  type UserRowsProps,
  UserStatus,
} from "./user-parts";

/** Height of a row in pixels; its class sets the same. */
const HEIGHT = 57;

export interface UserTableProps extends UserRowsProps {
  sort: UserSort;
  onSort: (sort: UserSort) => void;
}

/** The users on wide screens; only visible rows are rendered. */
export function UserTable({ users, sort, onSort, ...rest }: UserTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const seen = useRowWindow(body, { count: users.length, height: HEIGHT });
  return (
    <div className="rounded-lg border border-line bg-panel">
      <Table aria-label="Users" aria-rowcount={users.length + 1} className="table-fixed">
        <thead>
          <tr aria-rowindex={1}>
            <HeadCell>Name and email address</HeadCell>
            <HeadCell className="w-28">Role</HeadCell>
            <HeadCell className="w-28">Status</HeadCell>
            <SortHead
              orders={["-created_at", "created_at"]}
              sort={sort}
              onSort={onSort}
              className="w-36"
            >
              Joined
            </SortHead>
            <ActionsHead className="w-14" />
          </tr>
        </thead>
        <tbody ref={body}>
          <GapRow height={seen.before} />
          {users.slice(seen.from, seen.to).map((user, index) => (
            <UserTableRow key={user.id} user={user} index={seen.from + index} {...rest} />
          ))}
          <GapRow height={seen.after} />
        </tbody>
      </Table>
    </div>
  );
}

const UserTableRow = memo(function UserTableRow({ user, index, me, ...menu }: UserRowProps) {
  return (
    <Row data-row aria-rowindex={index + 2} className="h-14.25 hover:bg-hover/50">
      <Cell>
        <UserName user={user} me={me} />
        <div className="truncate text-xs text-muted" title={user.email}>
          {user.email}
        </div>
      </Cell>
      <Cell>
        <UserRole user={user} />
      </Cell>
      <Cell>
        <UserStatus user={user} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <Time iso={user.created_at} />
      </Cell>
      <Cell className="py-0.5! pr-2! text-right">
        <UserMenu user={user} {...menu} />
      </Cell>
    </Row>
  );
});
