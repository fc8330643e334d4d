import { toast } from "@/components/ui/toast";
import type { SyncReport } from "@/lib/models/query";
import { reportWords } from "@/lib/models/report-words";

/** Why the whole read failed: its fault is at entry -1. */
function reasonOf({ errors }: SyncReport): string | undefined {
  const [first, ...others] = errors;
  return first?.index === -1 && others.length === 0 ? first.message : undefined;
}

/** Announces the result of reading the catalog file or an engine's models. */
export function announceRead(name: string, report: SyncReport): void {
  const description = reasonOf(report);
  if (description === undefined) {
    toast({ kind: "success", title: `${name} read: ${reportWords(report)}` });
  } else {
    toast({ kind: "error", title: `${name} could not be read`, description, duration: 10_000 });
  }
}
