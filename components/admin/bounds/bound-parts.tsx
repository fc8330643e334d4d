"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import { Time } from "@/components/ui/time";
import type { Bound } from "@/lib/values/limits";
import { fieldLabel, reachText } from "@/lib/bounds/words";

/** What is wanted: a new bound or another value of one, or that one goes. */
export type AskedBound = { about: "edit"; bound: Bound | null } | { about: "remove"; bound: Bound };
export type AskAboutBound = (asked: AskedBound) => void;

export interface BoundsProps {
  bounds: readonly Bound[];
  onAsk: AskAboutBound;
}

export interface BoundProps {
  bound: Bound;
  onAsk: AskAboutBound;
}

/** The field by its name for people and by its own. */
export function BoundField({ path }: { path: string }) {
  return (
    <div className="grid min-w-0">
      <span className="font-medium">{fieldLabel(path)}</span>
      <span className="font-mono text-xs [overflow-wrap:anywhere] text-muted">{path}</span>
    </div>
  );
}

export function BoundSetter({ bound }: { bound: Bound }) {
  return (
    <>
      {bound.set_by_name}, <Time iso={bound.updated_at} />
    </>
  );
}

/** What can be done with a bound. */
export function BoundMenu({ bound, onAsk }: BoundProps) {
  return (
    <Menu
      variant="ghost"
      size="icon"
      entries={[
        { label: "Edit…", icon: Pencil, onSelect: () => onAsk({ about: "edit", bound }) },
        { kind: "separator" },
        {
          label: "Remove…",
          icon: Trash2,
          danger: true,
          onSelect: () => onAsk({ about: "remove", bound }),
        },
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">
        Actions for {fieldLabel(bound.path)}, {reachText(bound.task)}
      </span>
    </Menu>
  );
}
