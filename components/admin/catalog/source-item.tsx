import { FileJson, RefreshCw, Server } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { countWords } from "@/lib/values/summary";
import type { CatalogRead, CatalogSource } from "@/lib/models/source-schema";
import { KIND_LABELS } from "./kind-labels";
import { ReadReport } from "./read-report";

interface ItemProps {
  icon: typeof Server;
  name: string;
  /** The name within a sentence. */
  called: string;
  badges?: ReactNode;
  where: string;
  models: number;
  read: CatalogRead | null;
  /** What it says in place of when it was read. */
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

/** The catalog's file, which wins over all others. */
export function FileItem({ file, busy, onRead }: FileItemProps) {
  return (
    <Item
      icon={FileJson}
      name="The file"
      called="the file"
      where={file.path}
      models={file.models}
      read={file.read}
      unread="not read yet"
      actions={<ReadButton of="the file" busy={busy} onRead={onRead} />}
    />
  );
}

interface SourceItemProps {
  source: CatalogSource;
  busy: boolean;
  onRead: () => void;
  /** Edit, disable, remove. */
  menu: ReactNode;
}

/** A server that models are read from. */
export function SourceItem({ source, busy, onRead, menu }: SourceItemProps) {
  const { provider, kind, address, models, enabled, has_token, read } = source;
  return (
    <Item
      icon={Server}
      name={provider}
      called={provider}
      badges={
        <>
          <Badge>{KIND_LABELS[kind]}</Badge>
          {has_token && <Badge>with a token</Badge>}
          {!enabled && <Badge tone="warning">disabled</Badge>}
        </>
      }
      where={address}
      models={models}
      read={read}
      unread={busy ? "being read" : enabled ? "not read yet" : "not read while it is disabled"}
      actions={
        <>
          {enabled && <ReadButton of={provider} busy={busy} onRead={onRead} />}
          {menu}
        </>
      }
    />
  );
}
