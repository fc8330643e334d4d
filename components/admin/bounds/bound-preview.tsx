import { cn } from "@/components/ui/cn";
import { FormError } from "@/components/ui/form";
import { Time } from "@/components/ui/time";
import type { Bound } from "@/lib/values/limits";
import type { BrokenBy, BrokenProfile } from "@/lib/bounds/schema";
import { boundText } from "@/lib/bounds/words";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { countWords } from "@/lib/registry/words";
import { valueText } from "@/lib/values/summary";
import type { Field } from "@/lib/registry/types";
import { NamedProfiles, ProfileName } from "@/components/values/named-profiles";
import { isUnexpected } from "./use-bound-form";
import type { useBoundPreview } from "./use-preview";

type Preview = ReturnType<typeof useBoundPreview>;

interface BoundPreviewProps {
  preview: Preview;
  field: Field;
}

/** The profiles that a limit would cap. Room for the first is kept, so that the buttons do not move. */
export function BoundPreview({ preview, field }: BoundPreviewProps) {
  const { found, error, isOld } = preview;
  // Errors of single fields are shown there.
  const isFieldError = error instanceof ProblemError && (error.problem.errors ?? []).length > 0;
  return (
    <div className={cn("grid min-h-24 min-w-0 content-start gap-2", isOld && "opacity-60")}>
      {error && !isFieldError && <FormError>{failureText(error).detail}</FormError>}
      {found && found.total > 0 && (
        <NamedProfiles title="Profiles that exceed it" total={found.total}>
          {found.data.map((profile) => (
            <ExceedingItem key={profile.id} profile={profile} field={field} />
          ))}
        </NamedProfiles>
      )}
    </div>
  );
}

interface PreviewStatusProps {
  preview: Preview;
  /** The limit to change; null adds one. */
  start: Bound | null;
  /** The button to press again, if the limit was not set because this is shown only now. */
  again: string | null;
}

/** What a limit would change, in words, beside the button that sets it. */
export function PreviewStatus({ preview, start, again }: PreviewStatusProps) {
  const { found, isOld } = preview;
  return (
    <div
      role="status"
      aria-busy={isOld}
      className={cn("grid min-h-10 basis-full content-center gap-2", isOld && "opacity-60")}
    >
      {found && isUnexpected(found.replaces, start) && <Replaced bound={found.replaces} />}
      {found && <p>{exceedText(found.total, again)}</p>}
    </div>
  );
}

function exceedText(total: BrokenBy["total"], again: string | null): string {
  const verb = total === 1 ? "exceeds" : "exceed";
  const count = total === 0 ? "No profiles" : countWords(total, "profile");
  const found = `${count} ${verb} this.`;
  if (again !== null) return `Not saved yet: ${found} Press ${again} again to save it.`;
  return total === 0 ? found : `${found} Their values stay saved but are capped when used.`;
}

function Replaced({ bound }: { bound: Bound }) {
  return (
    <p className="rounded-md bg-warning-soft px-3 py-2 [overflow-wrap:anywhere] text-warning">
      This replaces the current limit for this field and task: {boundText(bound.path, bound)}, set
      by {bound.set_by_name}, <Time iso={bound.updated_at} />.
    </p>
  );
}

function ExceedingItem({ profile, field }: { profile: BrokenProfile; field: Field }) {
  return (
    <li className="grid gap-0.5">
      <ProfileName profile={profile} />
      <span className="text-xs [overflow-wrap:anywhere] text-muted">
        {valueText(field, profile.value)}, capped to {valueText(field, profile.held_to)}
      </span>
    </li>
  );
}
