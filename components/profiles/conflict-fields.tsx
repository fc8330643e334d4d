"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { ConflictField } from "@/lib/values/merge";
import { pathLabel } from "@/lib/values/describe";
import type { Change } from "@/lib/values/changes";
import { ChangeSides } from "@/components/values/change-list";

/** What two people have made of one revision, field by field. */
export function ConflictFields({ fields }: { fields: readonly ConflictField[] }) {
  if (fields.length === 0) {
    return <p className="text-muted">Both are the same: nothing differs from what you started.</p>;
  }
  const disputes = fields.filter(({ isDispute }) => isDispute).length;
  return (
    <div>
      <p>{disputeText(disputes)}</p>
      <ul aria-label="What differs" className="mt-2 grid">
        {fields.map((field) => (
          <li key={field.path} className="grid gap-1 border-t border-line py-3">
            <div className="flex flex-wrap items-center gap-2">
              <h3 className="font-semibold">{pathLabel(field.path)}</h3>
              <Mark {...field} />
            </div>
            <dl className="grid gap-1">
              <SideRow name="Theirs" change={field.theirs} />
              <SideRow name="Mine" change={field.mine} />
            </dl>
          </li>
        ))}
      </ul>
    </div>
  );
}

function disputeText(count: number): string {
  if (count === 0) return "No field was changed differently by both.";
  return `${count} ${count === 1 ? "field was" : "fields were"} changed by both.`;
}

function Mark({ theirs, mine, isDispute }: ConflictField): ReactNode {
  if (isDispute) {
    return (
      <Badge tone="warning">
        <TriangleAlert aria-hidden />
        both changed
      </Badge>
    );
  }
  return theirs && mine && <Badge>both changed it to the same</Badge>;
}

function SideRow({ name, change }: { name: string; change: Change | undefined }) {
  return (
    <div className="grid gap-x-3 grid-cols-[3.5rem_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {change ? <ChangeSides change={change} /> : <span className="text-muted">not changed</span>}
      </dd>
    </div>
  );
}
