import { CircleCheck } from "lucide-react";
import { Link } from "@/components/ui/link";
import { withoutDirection } from "@/lib/direction";
import type { Profile } from "@/lib/profiles/schema";

/** What came back with a restored profile. */
export interface Report {
  profile: Profile;
  lines: readonly string[];
}

/** Says what was restored with the last profile, and what was not and why. It stays on the page. */
export function RestoreReport({ report }: { report: Report | null }) {
  return (
    <div role="status" className="empty:hidden">
      {report && (
        <div className="flex items-start gap-2.5 rounded-lg border border-line bg-panel px-3 py-2.5">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
          <div className="grid min-w-0 gap-1 [overflow-wrap:anywhere]">
            <p className="font-medium">
              <Link
                href={`/profiles/${report.profile.id}`}
                className="rounded underline underline-offset-2 hover:text-accent"
              >
                <bdi>{report.profile.name}</bdi>
              </Link>{" "}
              is in your profiles again.
            </p>
            {report.lines.map((line) => (
              <p key={line} className="text-muted">
                {withoutDirection(line)}
              </p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
