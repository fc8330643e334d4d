"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { Time } from "@/components/ui/time";
import type { SyncReport } from "@/lib/models/query";
import { reportWords } from "@/lib/models/report-words";
import type { CatalogFault } from "@/lib/models/schema";
import type { CatalogRead } from "@/lib/models/source-schema";

/** As many of a kind as anybody reads. */
const SHOWN = 100;

interface ReadReportProps {
  read: CatalogRead;
  /** Of whom it is: `the file`, a provider's name. */
  name: string;
}

/** How the last read went: what it changed, and what was wrong. */
export function ReadReport({ read, name }: ReadReportProps) {
  const [open, setOpen] = useState(false);
  const { report, stale } = read;
  const isEmpty = Object.values(report).every((part) => part.length === 0);
  return (
    <>
      {stale && (
        <div className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <p className="min-w-0 [overflow-wrap:anywhere]">
            Stale since <Time iso={stale.since} />: {nameless(stale.reason)}. Its models are those
            of the last read that worked.
          </p>
        </div>
      )}
      {!stale && isEmpty && (
        <p className="border-t border-line pt-2 text-xs text-muted">
          The last read changed nothing and found no fault.
        </p>
      )}
      {!stale && !isEmpty && (
        <Disclosure
          title={`Last report of ${name}`}
          note={reportWords(report)}
          open={open}
          onOpenChange={setOpen}
        >
          <Report report={report} />
        </Disclosure>
      )}
    </>
  );
}

/** A reason as it goes on in a sentence. */
function nameless(reason: string): string {
  return reason.replace(/\.$/, "");
}

function Report({ report }: { report: SyncReport }) {
  const { added, updated, removed, errors } = report;
  return (
    <div className="grid gap-3">
      <Ids title="Added" ids={added} />
      <Ids title="Changed" ids={updated} />
      <Ids title="Removed" ids={removed} />
      <Faults faults={errors} />
    </div>
  );
}

function Ids({ title, ids }: { title: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <div>
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <p className="[overflow-wrap:anywhere]">
        {ids.slice(0, SHOWN).join(", ")}
        <More count={ids.length - SHOWN} />
      </p>
    </div>
  );
}

function Faults({ faults }: { faults: readonly CatalogFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div>
      <h4 className="text-xs font-medium text-muted">Faults</h4>
      <ul className="grid gap-1">
        {faults.slice(0, SHOWN).map((fault, index) => (
          <li key={index} className="[overflow-wrap:anywhere]">
            {fault.index >= 0 && <span className="text-muted">Entry {fault.index}: </span>}
            {fault.message}
          </li>
        ))}
      </ul>
      <More count={faults.length - SHOWN} />
    </div>
  );
}

function More({ count }: { count: number }) {
  return count > 0 && <span className="text-muted"> and {count.toLocaleString("en")} more</span>;
}
