import { cn } from "@/components/ui/cn";
import { FormError } from "@/components/ui/form";
import { Time } from "@/components/ui/time";
import type { Bound } from "@/lib/values/limits";
import type { BrokenBy, BrokenProfile } from "@/lib/bounds/schema";
import { boundText } from "@/lib/bounds/words";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { countWords, valueText } from "@/lib/values/summary";
import { fieldAt } from "@/lib/registry/fields";
import { NamedProfiles, ProfileName } from "../named-profiles";
import { isUnexpected } from "./use-bound-form";
import type { useBoundPreview } from "./use-preview";

interface BoundPreviewProps {
  preview: ReturnType<typeof useBoundPreview>;
  path: string;
  /** The bound that is changed; null: a new one. */
  start: Bound | null;
}

/** What a bound would do, before it is set. */
export function BoundPreview({ preview, path, start }: BoundPreviewProps) {
  const { found, error, isOld } = preview;
  // What the server refuses is told at its field.
  const isTold = error instanceof ProblemError && (error.problem.errors ?? []).length > 0;
  return (
    <div className={cn("grid min-w-0 gap-2", isOld && "opacity-60")}>
      {error && !isTold && <FormError>{failureText(error).detail}</FormError>}
      <div role="status" aria-busy={isOld} className="grid gap-2 empty:hidden">
        {found && isUnexpected(found.replaces, start) && <Replaced bound={found.replaces} />}
        {found && <p>{broken(found.total)}</p>}
      </div>
      {found && found.total > 0 && (
        <NamedProfiles title="What it breaks" total={found.total}>
          {found.data.map((profile) => (
            <BrokenItem key={profile.id} profile={profile} path={path} />
          ))}
        </NamedProfiles>
      )}
    </div>
  );
}

function broken(total: BrokenBy["total"]): string {
  if (total === 0) return "No profile breaks it.";
  const verb = total === 1 ? "breaks" : "break";
  return `${countWords(total, "profile")} ${verb} it. What they set stays, but is held to the bound wherever it is used.`;
}

function Replaced({ bound }: { bound: Bound }) {
  return (
    <p className="rounded-md bg-warning-soft px-3 py-2 [overflow-wrap:anywhere] text-warning">
      It replaces the bound that is set for this field and task: {boundText(bound.path, bound)}, by{" "}
      {bound.set_by_name}, <Time iso={bound.updated_at} />.
    </p>
  );
}

function BrokenItem({ profile, path }: { profile: BrokenProfile; path: string }) {
  const field = fieldAt(path);
  return (
    <li className="grid gap-0.5">
      <ProfileName profile={profile} />
      {field && (
        <span className="text-xs [overflow-wrap:anywhere] text-muted">
          {valueText(field, profile.value)}, held to {valueText(field, profile.held_to)}
        </span>
      )}
    </li>
  );
}
