"use client";

import { Ellipsis, FileText, History, Undo2 } from "lucide-react";
import { ProfileName } from "../rows";
import { Badge } from "@/components/ui/badge";
import { Menu } from "@/components/ui/menu";
import { countWords } from "@/lib/values/summary";
import type { DefaultRow } from "@/lib/profiles/query";
import { taskByType } from "@/lib/registry/tasks";

/** What table and cards show alike. */
export interface DefaultRowsProps {
  rows: readonly DefaultRow[];
  /** Asks about going back to what ships, with the profile's id. */
  onReset: (id: string) => void;
}

export interface DefaultRowProps extends Pick<DefaultRowsProps, "onReset"> {
  row: DefaultRow;
}

/** Its name, and its task where the name does not tell it. */
export function DefaultName({ row: { profile } }: { row: DefaultRow }) {
  const task = taskByType(profile.type)?.label ?? "";
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <ProfileName profile={profile} showsOwner={false} />
      {!profile.name.startsWith(task) && <span className="text-muted">for {task}</span>}
    </span>
  );
}

/** The first line of the system prompt that says something. */
export function PromptStart({ row }: { row: DefaultRow }) {
  const first = row.profile.system_prompt.split("\n").find((line) => line.trim() !== "");
  return (
    <span className="block truncate text-xs text-muted" title={first}>
      {first ?? "No system prompt"}
    </span>
  );
}

/** Whether it is as it ships. */
export function Shipped({ row }: { row: DefaultRow }) {
  const { changes } = row;
  if (changes.length === 0) return <span className="text-muted">as it ships</span>;
  return <Badge tone="accent">{countWords(changes.length, "field")} changed</Badge>;
}

export function DefaultMenu({ row, onReset }: DefaultRowProps) {
  const { id, name } = row.profile;
  const isShipped = row.changes.length === 0;
  return (
    <Menu
      variant="ghost"
      size="icon"
      entries={[
        { label: "Edit", icon: FileText, href: `/profiles/${id}` },
        { label: "History", icon: History, href: `/profiles/${id}?tab=history` },
        {
          label: "Back to what ships…",
          icon: Undo2,
          onSelect: () => onReset(id),
          disabled: isShipped ? "It is as it ships." : undefined,
        },
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">Actions for {name}</span>
    </Menu>
  );
}
