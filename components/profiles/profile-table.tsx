"use client";

import { SortHead } from "@/components/ui/sort-head";
import { ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ProfileSort } from "@/lib/profiles/filters";
import type { ListedProfile } from "@/lib/profiles/schema";
import { KEY_PARAMETERS, keyValues } from "@/lib/values/summary";
import { PARAMETERS } from "@/lib/registry/parameters";
import { taskByType } from "@/lib/registry/tasks";
import {
  Description,
  Inheritable,
  KeyValues,
  ModelName,
  MoreItems,
  ProfileName,
  type RowsProps,
  SelectProfiles,
  UsedFor,
} from "./rows";

interface ProfileTableProps extends RowsProps {
  sort: ProfileSort;
  onSort: (sort: ProfileSort) => void;
}

/** The list on wide screens. */
export function ProfileTable({ sort, onSort, profiles, ...rest }: ProfileTableProps) {
  const head = (first: ProfileSort, second: ProfileSort, label: string) => (
    <SortHead orders={[first, second]} sort={sort} onSort={onSort}>
      {label}
    </SortHead>
  );
  return (
    <div className="rounded-lg border border-line bg-panel max-lg:hidden">
      <Table aria-label="Profiles">
        <thead>
          <tr>
            <HeadCell className="w-8 pr-0!">
              <SelectProfiles
                profiles={profiles}
                label="Select all profiles shown"
                {...rest.selection}
              />
            </HeadCell>
            {head("name", "-name", "Name")}
            {head("type", "-type", "Task")}
            {head("model_name", "-model_name", "Model")}
            {KEY_PARAMETERS.map((name) => (
              <HeadCell key={name} className="text-right max-2xl:hidden">
                {PARAMETERS.find((parameter) => parameter.name === name)?.label}
              </HeadCell>
            ))}
            <HeadCell className="max-2xl:hidden">Also set</HeadCell>
            <HeadCell>Used for</HeadCell>
            {/* The first click sorts by newest. */}
            {head("-updated_at", "updated_at", "Changed")}
            <ActionsHead className="w-12" />
          </tr>
        </thead>
        <tbody>
          {profiles.map((profile) => (
            <ProfileRow key={profile.id} profile={profile} {...rest} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

type ProfileRowProps = Omit<RowsProps, "profiles"> & { profile: ListedProfile };

function ProfileRow({ profile, tasks, showsOwner, selection, menu }: ProfileRowProps) {
  return (
    <Row opens className="hover:bg-hover/50">
      <Cell className="pr-0!">
        <SelectProfiles profiles={[profile]} label={`Select ${profile.name}`} {...selection} />
      </Cell>
      <Cell className="min-w-56">
        <div className="max-w-96">
          <ProfileName profile={profile} showsOwner={showsOwner} />
          <Description profile={profile} />
        </div>
        <span className="mt-0.5 block text-xs 2xl:hidden">
          <KeyValues profile={profile} />
        </span>
      </Cell>
      <Cell>{taskByType(profile.type)?.label}</Cell>
      <Cell className="min-w-48">
        <ModelName profile={profile} />
      </Cell>
      <ValueCells profile={profile} />
      <Cell>
        <UsedFor profile={profile} tasks={tasks(profile)} most={2} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <Time iso={profile.updated_at} />
      </Cell>
      <Cell className="py-0.5! pr-1!">{menu(profile)}</Cell>
    </Row>
  );
}

/** The most important values, one per column. */
function ValueCells({ profile }: { profile: ListedProfile }) {
  const { first, others } = keyValues(profile);
  return (
    <>
      {first.map((value, index) => (
        <Cell key={KEY_PARAMETERS[index]} className="text-right whitespace-nowrap max-2xl:hidden">
          {value ? (
            <Inheritable isInherited={value.isInherited}>{value.text}</Inheritable>
          ) : (
            <span className="text-muted">
              <span aria-hidden>–</span>
              <span className="sr-only">not set</span>
            </span>
          )}
        </Cell>
      ))}
      <Cell className="max-2xl:hidden">
        <MoreItems items={others.map(({ field, text }) => `${field.label} ${text}`)} />
      </Cell>
    </>
  );
}
