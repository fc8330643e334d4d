"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHasOpened } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { ActionsHead, Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { failureText } from "@/lib/http/browser/failure";
import { countWords } from "@/lib/registry/words";
import type { Settings } from "@/lib/settings/contract";
import { settingsOptions } from "@/lib/settings/queries";

const load = () => import("./retention-dialog");
const RetentionDialog = lazy(load);

/** A setting of how long something is kept. */
export type RetentionSetting = Exclude<keyof Settings, "registration_open">;

const KEPT = [
  { setting: "audit_days", what: "Audit events" },
  { setting: "request_days", what: "Gateway requests" },
  { setting: "usage_days", what: "Hourly usage totals" },
] as const satisfies readonly { setting: RetentionSetting; what: string }[];

/** How long events, requests and their totals are kept, with buttons to change it. */
export function Retention() {
  const settings = useQuery(settingsOptions());
  if (settings.isPending) return <Skeleton className="h-8 w-72" />;
  if (!settings.data) {
    return <FailedState {...failureText(settings.error)} onRetry={() => void settings.refetch()} />;
  }
  return (
    <div className="grid justify-items-start gap-2">
      <div className="rounded-lg border border-line bg-panel">
        <Table aria-label="How long data is kept" className="w-auto!">
          <thead>
            <tr>
              <HeadCell>Data</HeadCell>
              <HeadCell>Kept for</HeadCell>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {KEPT.map(({ setting, what }) => (
              <Kept key={setting} setting={setting} what={what} days={settings.data[setting]} />
            ))}
          </tbody>
        </Table>
      </div>
      <p className="text-xs text-muted">Audit events cannot be edited or deleted individually.</p>
    </div>
  );
}

interface KeptProps {
  setting: RetentionSetting;
  what: string;
  /** 0 is forever. */
  days: number;
}

function Kept({ setting, what, days }: KeptProps) {
  const [open, setOpen] = useState(false);
  const wasOpened = useHasOpened(open);
  return (
    <Row className="[&>td]:align-middle">
      <Cell>{what}</Cell>
      <Cell className="font-medium">{days === 0 ? "forever" : countWords(days, "day")}</Cell>
      <Cell className="py-1!">
        <Button
          aria-label={`Change how long ${what.charAt(0).toLowerCase()}${what.slice(1)} are kept…`}
          onPointerEnter={() => void load()}
          onFocus={() => void load()}
          onClick={() => setOpen(true)}
        >
          Change…
        </Button>
        {wasOpened && (
          <Suspense>
            <RetentionDialog
              setting={setting}
              days={days}
              open={open}
              onClose={() => setOpen(false)}
            />
          </Suspense>
        )}
      </Cell>
    </Row>
  );
}
