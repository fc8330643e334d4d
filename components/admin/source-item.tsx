"use client";

import { RefreshCw, TriangleAlert } from "lucide-react";
import { type ComponentType, type ReactNode, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Time } from "@/components/ui/time";
import type { SyncReport } from "@/lib/models/query";
import { reportWords } from "@/lib/models/report-words";
import type { CatalogFault } from "@/lib/models/schema";
import type { CatalogRead } from "@/lib/models/catalog-schema";
import { countWords } from "@/lib/registry/words";

interface SourceItemProps {
  icon: ComponentType<{ className?: string }>;
  name: string;
  /** The name inside a sentence. */
  called: string;
  badges?: ReactNode;
  where: string;
  models: number;
  read: CatalogRead | null;
  /** Shown instead of the time of the last read. */
  unread?: string;
  /** More lines below. */
  more?: ReactNode;
  actions: ReactNode;
}

/** A source of models, with its last read. */
export function SourceItem({ icon: Icon, name, badges, where, ...rest }: SourceItemProps) {
  const { called, models, read } = rest;
  return (
    <li aria-label={name} className="grid min-w-0 gap-2 rounded-lg border border-line bg-panel p-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-2">
            <Icon className="size-4 shrink-0 text-muted" aria-hidden />
            <h3 className="font-medium [overflow-wrap:anywhere]">{name}</h3>
            {badges}
            {read?.stale && <Badge tone="warning">Stale</Badge>}
          </div>
          <p className="font-mono text-xs [overflow-wrap:anywhere] text-muted">{where}</p>
          <p>
            {countWords(models, "model")} ·{" "}
            {read ? (
              <>
                read <Time iso={read.read_at} />
              </>
            ) : (
              rest.unread
            )}
          </p>
          {rest.more}
        </div>
        <div className="flex flex-wrap gap-2">{rest.actions}</div>
      </div>
      {read && <ReadReport read={read} name={called} models={models} />}
    </li>
  );
}

interface ReadButtonProps {
  of: string;
  busy: boolean;
  onRead: () => void;
}

/** Reads a source again. */
export function ReadButton({ of, busy, onRead }: ReadButtonProps) {
  return (
    <Button busy={busy} onClick={onRead}>
      {!busy && <RefreshCw aria-hidden />}
      Read again<span className="sr-only"> {of}</span>
    </Button>
  );
}

/** Items shown per list. */
const MAX_ITEMS = 100;

interface ReadReportProps {
  read: CatalogRead;
  /** `the catalog file`, or the engine's name. */
  name: string;
  /** How many the source has; without a successful read, none. */
  models: number;
}

/** The changes and errors of the last read. */
function ReadReport({ read, name, models }: ReadReportProps) {
  const [open, setOpen] = useState(false);
  const { report, stale } = read;
  const isEmpty = Object.values(report).every((part) => part.length === 0);
  return (
    <>
      {stale && (
        <div className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <p className="min-w-0 [overflow-wrap:anywhere]">
            Stale since <Time iso={stale.since} />: {withoutPeriod(stale.reason)}.
            {models > 0 && " The models are from the last successful read."}
          </p>
        </div>
      )}
      {!stale && isEmpty && (
        <p className="border-t border-line pt-2 text-xs text-muted">
          The last read made no changes and found no errors.
        </p>
      )}
      {!stale && !isEmpty && (
        // The closed line has room of its own below its text.
        <div className="-mb-2">
          <Disclosure
            title={`Last read of ${name}`}
            note={reportWords(report)}
            open={open}
            onOpenChange={setOpen}
          >
            <Report report={report} />
          </Disclosure>
        </div>
      )}
    </>
  );
}

/** For a reason inside a sentence. */
function withoutPeriod(reason: string): string {
  return reason.replace(/\.$/, "");
}

function Report({ report }: { report: SyncReport }) {
  const { added, updated, removed, errors } = report;
  return (
    <div className="grid gap-3">
      <Ids title="Added" ids={added} />
      <Ids title="Changed" ids={updated} />
      <Ids title="Removed" ids={removed} />
      <Faults title="Errors" faults={errors.filter(({ note }) => !note)} />
      <Faults title="Notes" faults={errors.filter(({ note }) => note)} />
    </div>
  );
}

function Ids({ title, ids }: { title: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <div>
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <p className="[overflow-wrap:anywhere]">
        {ids.slice(0, MAX_ITEMS).join(", ")}
        <More count={ids.length - MAX_ITEMS} />
      </p>
    </div>
  );
}

function Faults({ title, faults }: { title: string; faults: readonly CatalogFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div>
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <ul className="grid gap-1">
        {faults.slice(0, MAX_ITEMS).map((fault, index) => (
          <li key={index} className="[overflow-wrap:anywhere]">
            {fault.index >= 0 && <span className="text-muted">Entry {fault.index}: </span>}
            {fault.message}
          </li>
        ))}
      </ul>
      <More count={faults.length - MAX_ITEMS} />
    </div>
  );
}

function More({ count }: { count: number }) {
  return count > 0 && <span className="text-muted"> and {count.toLocaleString("en")} more</span>;
}
