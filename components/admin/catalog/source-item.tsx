"use client";

import { FileJson, RefreshCw, Server, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Time } from "@/components/ui/time";
import type { SyncReport } from "@/lib/models/query";
import { reportWords } from "@/lib/models/report-words";
import type { CatalogFault } from "@/lib/models/schema";
import type { CatalogRead, CatalogSource } from "@/lib/models/source-schema";
import { countWords } from "@/lib/values/summary";
import { SOURCE_KIND_LABELS } from "@/lib/models/source";

interface ItemProps {
  icon: typeof Server;
  name: string;
  /** The name inside a sentence. */
  called: string;
  badges?: ReactNode;
  where: string;
  models: number;
  read: CatalogRead | null;
  /** Shown instead of the time of the last read. */
  unread?: string;
  actions: ReactNode;
}

function Item({ icon: Icon, name, called, badges, where, models, read, ...rest }: ItemProps) {
  return (
    <li aria-label={name} className="grid min-w-0 gap-2 rounded-lg border border-line bg-panel p-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-2">
            <Icon className="size-4 shrink-0 text-muted" aria-hidden />
            <h3 className="font-medium [overflow-wrap:anywhere]">{name}</h3>
            {badges}
            {read?.stale && <Badge tone="warning">stale</Badge>}
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
        </div>
        <div className="flex flex-wrap gap-2">{rest.actions}</div>
      </div>
      {read && <ReadReport read={read} name={called} />}
    </li>
  );
}

interface ReadButtonProps {
  of: string;
  busy: boolean;
  onRead: () => void;
}

function ReadButton({ of, busy, onRead }: ReadButtonProps) {
  return (
    <Button busy={busy} onClick={onRead}>
      {!busy && <RefreshCw aria-hidden />}
      Read again<span className="sr-only"> {of}</span>
    </Button>
  );
}

interface FileItemProps {
  file: { path: string; models: number; read: CatalogRead | null };
  busy: boolean;
  onRead: () => void;
}

/** The catalog file; it wins over all other sources. */
export function FileItem({ file, busy, onRead }: FileItemProps) {
  return (
    <Item
      icon={FileJson}
      name="Catalog file"
      called="the catalog file"
      where={file.path}
      models={file.models}
      read={file.read}
      unread="not read yet"
      actions={<ReadButton of="the catalog file" busy={busy} onRead={onRead} />}
    />
  );
}

interface SourceItemProps {
  source: CatalogSource;
  busy: boolean;
  onRead: () => void;
  menu: ReactNode;
}

/** A server that lists models. */
export function SourceItem({ source, busy, onRead, menu }: SourceItemProps) {
  const { provider, kind, address, models, enabled, has_token, read } = source;
  return (
    <Item
      icon={Server}
      name={provider}
      called={provider}
      badges={
        <>
          <Badge>{SOURCE_KIND_LABELS[kind]}</Badge>
          {has_token && <Badge>has a token</Badge>}
          {!enabled && <Badge tone="warning">disabled</Badge>}
        </>
      }
      where={address}
      models={models}
      read={read}
      unread={busy ? "reading…" : enabled ? "not read yet" : "not read while disabled"}
      actions={
        <>
          {enabled && <ReadButton of={provider} busy={busy} onRead={onRead} />}
          {menu}
        </>
      }
    />
  );
}

/** Items shown per list. */
const MAX_ITEMS = 100;

interface ReadReportProps {
  read: CatalogRead;
  /** `the catalog file` or the provider. */
  name: string;
}

/** The changes and errors of the last read. */
function ReadReport({ read, name }: ReadReportProps) {
  const [open, setOpen] = useState(false);
  const { report, stale } = read;
  const isEmpty = Object.values(report).every((part) => part.length === 0);
  return (
    <>
      {stale && (
        <div className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <p className="min-w-0 [overflow-wrap:anywhere]">
            Stale since <Time iso={stale.since} />: {withoutPeriod(stale.reason)}. The models are
            from the last successful read.
          </p>
        </div>
      )}
      {!stale && isEmpty && (
        <p className="border-t border-line pt-2 text-xs text-muted">
          The last read made no changes and found no errors.
        </p>
      )}
      {!stale && !isEmpty && (
        <Disclosure
          title={`Last read of ${name}`}
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
