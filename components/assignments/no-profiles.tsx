import { ButtonLink } from "@/components/ui/button-link";

/** What to do next, for users without profiles. */
export function NoProfiles() {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-dashed border-line px-4 py-3">
      <p>
        <span className="font-medium">You have no profiles yet.</span>{" "}
        <span className="text-muted">
          Every task uses its default. Profiles that you create can be chosen here.
        </span>
      </p>
      <ButtonLink href="/profiles?owner=system" variant="primary">
        Start from a default
      </ButtonLink>
    </div>
  );
}
