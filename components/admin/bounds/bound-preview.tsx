import { cn } from "@/components/ui/cn";
import { FormError } from "@/components/ui/form";
import { Time } from "@/components/ui/time";
import type { Bound } from "@/lib/values/limits";
import type { BrokenBy, BrokenProfile } from "@/lib/bounds/schema";
import { boundText } from "@/lib/bounds/words";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { countWords } from "@/lib/registry/words";
import { valueText } from "@/lib/values/summary";
import { fieldAt } from "@/lib/registry/fields";
import { NamedProfiles, ProfileName } from "@/components/values/named-profiles";
import { isUnexpected } from "./use-bound-form";
import type { useBoundPreview } from "./use-preview";

interface BoundPreviewProps {
  preview: ReturnType<typeof useBoundPreview>;
  path: string;
  /** The limit to change; null adds one. */
  start: Bound | null;
}

/** What a limit would change, before it is set. */
export function BoundPreview({ preview, path, start }: BoundPreviewProps) {
  const { found, error, isOld } = preview;
  // Errors of single fields are shown there.
  const isFieldError = error instanceof ProblemError && (error.problem.errors ?? []).length > 0;
  return (
    <div className={cn("grid min-w-0 gap-2", isOld && "opacity-60")}>
      {error && !isFieldError && <FormError>{failureText(error).detail}</FormError>}
      <div role="status" aria-busy={isOld} className="grid gap-2 empty:hidden">
        {found && isUnexpected(found.replaces, start) && <Replaced bound={found.replaces} />}
        {found && <p>{exceedText(found.total)}</p>}
      </div>
      {found && found.total > 0 && (
        <NamedProfiles title="Profiles that exceed it" total={found.total}>
          {found.data.map((profile) => (
            <ExceedingItem key={profile.id} profile={profile} path={path} />
          ))}
        </NamedProfiles>
      )}
    </div>
  );
}

function exceedText(total: BrokenBy["total"]): string {
  if (total === 0) return "No profiles exceed this.";
  const verb = total === 1 ? "exceeds" : "exceed";
  return `${countWords(total, "profile")} ${verb} this. Their values stay saved but are capped when used.`;
}

function Replaced({ bound }: { bound: Bound }) {
  return (
    <p className="rounded-md bg-warning-soft px-3 py-2 [overflow-wrap:anywhere] text-warning">
      This replaces the current limit for this field and task: {boundText(bound.path, bound)}, set
      by {bound.set_by_name}, <Time iso={bound.updated_at} />.
    </p>
  );
}

function ExceedingItem({ profile, path }: { profile: BrokenProfile; path: string }) {
  const field = fieldAt(path);
  return (
    <li className="grid gap-0.5">
      <ProfileName profile={profile} />
      {field && (
        <span className="text-xs [overflow-wrap:anywhere] text-muted">
          {valueText(field, profile.value)}, capped to {valueText(field, profile.held_to)}
        </span>
      )}
    </li>
  );
}
