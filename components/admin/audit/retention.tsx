"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHasOpened } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { failureText } from "@/lib/http/browser/failure";
import { countWords } from "@/lib/values/summary";
import { settingsOptions } from "@/lib/settings/queries";

const load = () => import("./retention-dialog");
const RetentionDialog = lazy(load);

/** How long events are kept, with a button to change it. */
export function Retention() {
  const settings = useQuery(settingsOptions());
  const [open, setOpen] = useState(false);
  const wasOpened = useHasOpened(open);
  if (settings.isPending) return <Skeleton className="h-8 w-72" />;
  if (!settings.data) {
    return <FailedState {...failureText(settings.error)} onRetry={() => void settings.refetch()} />;
  }
  const { audit_days: days } = settings.data;
  const kept = days === 0 ? "forever" : `for ${countWords(days, "day")}`;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p>
        Events are kept <strong>{kept}</strong>. They cannot be edited or deleted individually.
      </p>
      <Button
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        Retention…
      </Button>
      {wasOpened && (
        <Suspense>
          <RetentionDialog days={days} open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </div>
  );
}
