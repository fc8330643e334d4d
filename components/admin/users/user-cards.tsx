"use client";

import { memo, useRef } from "react";
import { Time } from "@/components/ui/time";
import { useRowWindow } from "@/components/ui/use-row-window";
import {
  UserMenu,
  UserName,
  UserRole,
  type UserRowProps,
  type UserRowsProps,
  UserStatus,
} from "./user-parts";

/** Height of a card with its margin in pixels; its class sets the same. */
const HEIGHT = 108;

/** The users on narrow screens; only visible cards are rendered. */
export function UserCards({ users, ...rest }: UserRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const seen = useRowWindow(list, { count: users.length, height: HEIGHT });
  return (
    <ul
      ref={list}
      aria-label="Users"
      className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-x-2"
      style={{ paddingTop: seen.before, paddingBottom: seen.after }}
    >
      {users.slice(seen.from, seen.to).map((user, index) => (
        <UserCard key={user.id} user={user} index={seen.from + index} of={users.length} {...rest} />
      ))}
    </ul>
  );
}

const UserCard = memo(function UserCard({
  user,
  index,
  of,
  me,
  ...menu
}: UserRowProps & { of: number }) {
  return (
    <li data-row aria-posinset={index + 1} aria-setsize={of} className="h-27 min-w-0 pb-2">
      <div className="grid h-full content-start gap-1 overflow-hidden rounded-lg border border-line bg-panel p-3">
        <div className="flex items-start justify-between gap-2">
          <UserName user={user} me={me} />
          <span className="-mt-1.5 -mr-1.5">
            <UserMenu user={user} {...menu} />
          </span>
        </div>
        <div className="truncate text-xs text-muted" title={user.email}>
          {user.email}
        </div>
        <div className="flex flex-wrap gap-x-3">
          <UserRole user={user} />
          <UserStatus user={user} />
          <span className="text-muted">
            joined <Time iso={user.created_at} />
          </span>
        </div>
      </div>
    </li>
  );
});
