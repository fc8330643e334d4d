"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { ApiKey } from "@/lib/keys/schema";
import { gatewayNotes } from "./gateway-notes";

interface KeyListProps {
  keys: readonly ApiKey[];
  onRevoke: (key: ApiKey) => void;
}

/** The keys as a table, or as cards if there is no room for one. */
export function KeyList(props: KeyListProps) {
  return (
    <>
      <KeyTable {...props} />
      <KeyCards {...props} />
    </>
  );
}

function KeyTable({ keys, onRevoke }: KeyListProps) {
  return (
    <div className="rounded-lg border border-line bg-panel max-md:hidden">
      <Table aria-label="API keys">
        <thead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell>Starts with</HeadCell>
            <HeadCell>Scopes</HeadCell>
            <HeadCell>Created</HeadCell>
            <HeadCell>Expires</HeadCell>
            <HeadCell>Last used</HeadCell>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <Row key={key.id} className="[&>td]:align-middle">
              <Cell className="font-medium [overflow-wrap:anywhere]">{key.name}</Cell>
              <Cell className="font-mono text-xs leading-5">{key.prefix}…</Cell>
              <Cell className="[overflow-wrap:anywhere]">
                <Scopes apiKey={key} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Time iso={key.created_at} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Expiry apiKey={key} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <LastUse apiKey={key} />
              </Cell>
              <Cell className="py-1! pr-0! text-right">
                <RevokeButton apiKey={key} onRevoke={onRevoke} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function KeyCards({ keys, onRevoke }: KeyListProps) {
  return (
    <ul aria-label="API keys" className="grid gap-2 md:hidden">
      {keys.map((key) => (
        <li key={key.id} className="grid gap-1 rounded-lg border border-line bg-panel p-3">
          <div className="flex items-start justify-between gap-2">
            <span className="font-medium [overflow-wrap:anywhere]">{key.name}</span>
            <span className="-mt-1.5 -mr-3">
              <RevokeButton apiKey={key} onRevoke={onRevoke} />
            </span>
          </div>
          <span className="font-mono text-xs">{key.prefix}…</span>
          <Scopes apiKey={key} />
          <span className="text-xs text-muted">
            Created <Time iso={key.created_at} /> ·{" "}
            {key.expires_at === null ? (
              "never expires"
            ) : (
              <>
                expires <Expiry apiKey={key} />
              </>
            )}{" "}
            ·{" "}
            {key.last_used_at === null ? (
              "never used"
            ) : (
              <>
                last used <LastUse apiKey={key} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Scopes({ apiKey }: { apiKey: ApiKey }) {
  const notes = gatewayNotes(apiKey);
  return (
    <span className="grid">
      {apiKey.scopes.join(", ")}
      {notes && <span className="text-xs text-muted">{notes}</span>}
    </span>
  );
}

function isPast(iso: string): boolean {
  return new Date(iso).getTime() <= Date.now();
}

function Expiry({ apiKey }: { apiKey: ApiKey }) {
  const hydrated = useHydrated();
  if (apiKey.expires_at === null) return "never";
  const isExpired = hydrated && isPast(apiKey.expires_at);
  return (
    <>
      <Time iso={apiKey.expires_at} /> {isExpired && <Badge tone="warning">Expired</Badge>}
    </>
  );
}

function LastUse({ apiKey }: { apiKey: ApiKey }) {
  return apiKey.last_used_at === null ? "never" : <Time iso={apiKey.last_used_at} />;
}

function RevokeButton({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (key: ApiKey) => void }) {
  return (
    <Button variant="ghost" className="text-danger!" onClick={() => onRevoke(apiKey)}>
      Revoke<span className="sr-only"> {apiKey.name}</span>
    </Button>
  );
}
