"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHasOpened } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { failureText } from "@/lib/http/browser/failure";
import { countWords } from "@/lib/registry/words";
import type { Settings } from "@/lib/settings/contract";
import { settingsOptions } from "@/lib/settings/queries";

const load = () => import("./retention-dialog");
const RetentionDialog = lazy(load);

/** A setting of how long something is kept. */
export type RetentionSetting = Exclude<keyof Settings, "registration_open">;

const KEPT = {
  audit_days: { what: "Events", button: "Retention…" },
  request_days: { what: "Requests to the gateway", button: "Change request days…" },
  usage_days: { what: "Hourly sums of requests", button: "Change sum days…" },
} as const satisfies Record<RetentionSetting, { what: string; button: string }>;

/** How long events, requests and their sums are kept, with buttons to change it. */
export function Retention() {
  const settings = useQuery(settingsOptions());
  if (settings.isPending) return <Skeleton className="h-8 w-72" />;
  if (!settings.data) {
    return <FailedState {...failureText(settings.error)} onRetry={() => void settings.refetch()} />;
  }
  return (
    <div className="grid gap-2">
      <Kept setting="audit_days" days={settings.data.audit_days}>
        They cannot be edited or deleted individually.
      </Kept>
      <Kept setting="request_days" days={settings.data.request_days} />
      <Kept setting="usage_days" days={settings.data.usage_days} />
    </div>
  );
}

interface KeptProps {
  setting: RetentionSetting;
  days: number;
  children?: string;
}

function Kept({ setting, days, children }: KeptProps) {
  const [open, setOpen] = useState(false);
  const wasOpened = useHasOpened(open);
  const { what, button } = KEPT[setting];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p>
        {what} are kept <strong>{days === 0 ? "forever" : `for ${countWords(days, "day")}`}</strong>
        . {children}
      </p>
      <Button
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        {button}
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
    </div>
  );
}
