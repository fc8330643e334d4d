"use client";

import { CheckCheck, Ellipsis, FileText, Pin, PinOff } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { Profile } from "@/lib/profiles/schema";
import { TASKS } from "@/lib/registry/tasks";
import { reasonAgainst, type Sight } from "./sight";
import type { Choose } from "./use-choices";

interface ColumnHeadProps {
  profile: Profile;
  sight: Sight;
  isPinned: boolean;
  className: string;
  left?: number;
  width: number;
  onPin: (id: string) => void;
  onChoose: Choose;
}

/** A profile at the head of its column, and what can be done with all of it. */
export function ColumnHead(props: ColumnHeadProps) {
  const { profile, isPinned, className, left, width } = props;
  return (
    <div
      className={cn(
        "flex h-full shrink-0 items-start gap-0.5 border-l border-line bg-panel py-1.5 pr-0.5 pl-2 has-[[aria-expanded=true]]:z-40",
        className,
      )}
      style={{ left, width }}
    >
      <div className="min-w-0 grow" title={`${profile.name}, ${profile.model_name}`}>
        <p className="line-clamp-2 text-xs leading-4 font-medium [overflow-wrap:anywhere]">
          {isPinned && (
            <>
              <Pin aria-hidden className="mr-0.5 inline size-3 text-accent" />
              <span className="sr-only">Pinned: </span>
            </>
          )}
          {profile.name}
        </p>
        {profile.model_available ? (
          <p className="truncate text-xs text-muted">{profile.model_name}</p>
        ) : (
          <Badge tone="warning">not in catalog</Badge>
        )}
      </div>
      <HeadMenu {...props} />
    </div>
  );
}

type HeadMenuProps = Pick<ColumnHeadProps, "profile" | "sight" | "isPinned" | "onPin" | "onChoose">;

function HeadMenu({ profile, sight, isPinned, onPin, onChoose }: HeadMenuProps) {
  // What is saved is no reason here: nothing is taken over that could not be chosen.
  const compatible = TASKS.filter((task) => !reasonAgainst(task, profile, "", sight));
  return (
    <Menu
      variant="ghost"
      size="icon"
      className="size-6!"
      entries={[
        { label: "Open the profile", icon: FileText, href: `/profiles/${profile.id}` },
        {
          label: isPinned ? "Unpin" : "Pin",
          icon: isPinned ? PinOff : Pin,
          onSelect: () => onPin(profile.id),
        },
        {
          label: "Use for all compatible tasks",
          icon: CheckCheck,
          onSelect: () => onChoose(compatible.map((task) => [task.key, profile.id])),
          disabled: compatible.length === 0 ? "No task takes its model." : undefined,
        },
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">Column {profile.name}</span>
    </Menu>
  );
}
