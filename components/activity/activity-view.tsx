"use client";

import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { OptionSelect } from "@/components/ui/list-filters";
import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { type ChangeUrlState, useUrlState } from "@/components/ui/use-url-state";
import { failureText } from "@/lib/http/browser/failure";
import {
  type ActivityFilters,
  activityFiltersIn,
  DEFAULT_ACTIVITY,
  stepOf,
} from "@/lib/usage/filters";
import { barsOf } from "@/lib/usage/plot";
import { requestListOptions, timelineOptions } from "@/lib/usage/queries";
import { FirstRequest } from "./first-request";
import { Groups } from "./groups";
import { Plots } from "./plots";
import { RequestList } from "./request-list";

/** Milliseconds between two reads while the page is visible and not paused. */
const LIST_INTERVAL = 3000;
const SUMS_INTERVAL = 15_000;

/** The first of the pages that are loaded. */
function firstOf<T, P>({ pages, pageParams }: InfiniteData<T, P>): InfiniteData<T, P> {
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}

/** When a live query is read again: at an interval and on focus, but not while paused. */
function liveOptions(isPaused: boolean, interval: number) {
  if (isPaused) return { refetchInterval: false, refetchOnWindowFocus: false } as const;
  return { refetchInterval: interval, refetchOnWindowFocus: "always" } as const;
}

/** The page `/activity`. What it shows is in the URL. */
export function ActivityView({ isAdmin }: { isAdmin: boolean }) {
  const [filters, change] = useUrlState(activityFiltersIn, DEFAULT_ACTIVITY);
  const [isPaused, setPaused] = useState(false);
  const client = useQueryClient();
  const requests = requestListOptions(filters.owner);
  const list = useInfiniteQuery({ ...requests, ...liveOptions(isPaused, LIST_INTERVAL) });
  const liveSums = liveOptions(isPaused, SUMS_INTERVAL);
  const timeline = useQuery({ ...timelineOptions(filters), ...liveSums });
  const pause = (next: boolean) => {
    setPaused(next);
    // Each read is of all pages that are shown: older ones stay only while nothing is read again.
    if (!next) client.setQueryData(requests.queryKey, (pages) => pages && firstOf(pages));
  };
  if (list.isPending || timeline.isPending) return <ActivitySkeleton />;
  if (!list.data || !timeline.data) {
    const retry = () => void Promise.all([list.refetch(), timeline.refetch()]);
    return <FailedState {...failureText(list.error ?? timeline.error)} onRetry={retry} />;
  }
  const isEmpty = list.data.pages[0]?.data.length === 0 && timeline.data.data.length === 0;
  return (
    <div className="grid min-w-0 gap-6">
      <Toolbar
        filters={filters}
        onChange={change}
        isAdmin={isAdmin}
        isPaused={isPaused}
        onPause={pause}
      />
      {isEmpty ? (
        <FirstRequest />
      ) : (
        <>
          <Plots bars={barsOf(timeline.data, stepOf(filters.span))} span={filters.span} />
          <Groups filters={filters} onChange={change} live={liveSums} />
          <RequestList
            list={list}
            isOfAll={filters.owner === "all"}
            onMore={() => setPaused(true)}
          />
        </>
      )}
    </div>
  );
}

const OWNER_LABELS = { me: "My requests", all: "Everyone’s requests" } as const;
const SPAN_LABELS = { day: "Last 24 hours", week: "Last 7 days", month: "Last 30 days" } as const;

interface ToolbarProps {
  filters: ActivityFilters;
  onChange: ChangeUrlState<ActivityFilters>;
  isAdmin: boolean;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

function Toolbar({ filters, onChange, isAdmin, isPaused, onPause }: ToolbarProps) {
  return (
    <div className="flex flex-wrap gap-2">
      <OptionSelect
        label="Time"
        options={SPAN_LABELS}
        value={filters.span}
        onChoose={(span) => onChange({ span })}
        className="w-40!"
      />
      {isAdmin && (
        <OptionSelect
          label="Whose requests"
          options={OWNER_LABELS}
          value={filters.owner}
          onChoose={(owner) => onChange({ owner })}
          className="sm:w-52"
        />
      )}
      <Button aria-pressed={isPaused} onClick={() => onPause(!isPaused)}>
        {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {isPaused ? "Resume" : "Pause"}
      </Button>
      <p role="status" className="self-center text-xs text-muted">
        {isPaused ? "Paused" : "Updates every few seconds"}
      </p>
    </div>
  );
}

const SKELETON_WIDTHS = [44, 60, 36, 52, 64, 40];

export function ActivitySkeleton() {
  return (
    <ListSkeleton what="the requests" widths={SKELETON_WIDTHS} className="gap-8">
      {(width) => (
        <>
          <Skeleton className="w-24" />
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="grow max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
