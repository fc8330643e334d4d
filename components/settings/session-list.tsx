"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Session } from "@/lib/sessions/schema";

interface SessionListProps {
  sessions: readonly Session[];
  onEnd: (session: Session) => void;
}

/** The sessions as a table, or as cards if there is no room for one. */
export function SessionList(props: SessionListProps) {
  return (
    <>
      <SessionTable {...props} />
      <SessionCards {...props} />
    </>
  );
}

function SessionTable({ sessions, onEnd }: SessionListProps) {
  return (
    <div className="rounded-lg border border-line bg-panel max-md:hidden">
      <Table aria-label="Sessions">
        <thead>
          <tr>
            <HeadCell>Browser</HeadCell>
            <HeadCell>IP address</HeadCell>
            <HeadCell>Last used</HeadCell>
            <HeadCell>Signed in</HeadCell>
            <HeadCell>Expires</HeadCell>
            <ActionsHead />
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Row key={session.id} className="[&>td]:align-middle">
              <Cell>
                <BrowserName session={session} />
              </Cell>
              <Cell className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">
                {session.address ?? "unknown"}
              </Cell>
              <Cell className="whitespace-nowrap">
                <Time iso={session.last_used_at} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Time iso={session.created_at} />
              </Cell>
              <Cell className="whitespace-nowrap">
                <Time iso={session.expires_at} />
              </Cell>
              <Cell className="py-1! pr-0! text-right whitespace-nowrap">
                <EndButton session={session} onEnd={onEnd} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function SessionCards({ sessions, onEnd }: SessionListProps) {
  return (
    <ul aria-label="Sessions" className="grid gap-2 md:hidden">
      {sessions.map((session) => (
        <li key={session.id} className="grid gap-1 rounded-lg border border-line bg-panel p-3">
          <div className="flex items-start justify-between gap-2">
            <BrowserName session={session} />
            <span className="-mt-1.5 -mr-3 shrink-0">
              <EndButton session={session} onEnd={onEnd} />
            </span>
          </div>
          <span className="font-mono text-xs [overflow-wrap:anywhere]">
            {session.address ?? "unknown address"}
          </span>
          <span className="text-xs text-muted">
            Last used <Time iso={session.last_used_at} /> · signed in{" "}
            <Time iso={session.created_at} /> · expires <Time iso={session.expires_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function BrowserName({ session }: { session: Session }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span className="font-medium [overflow-wrap:anywhere]">{session.browser}</span>
      {session.current && <Badge tone="accent">This browser</Badge>}
    </span>
  );
}

function EndButton({ session, onEnd }: { session: Session; onEnd: SessionListProps["onEnd"] }) {
  return (
    <Button variant="ghost" className="text-danger!" onClick={() => onEnd(session)}>
      Sign out<span className="sr-only"> {session.browser}</span>
    </Button>
  );
}
