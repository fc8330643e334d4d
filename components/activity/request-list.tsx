"use client";

import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { lazy, memo } from "react";
import { PagesFailed } from "@/components/layout/more-pages";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { DisclosureRow } from "@/components/ui/disclosure-row";
import { Time } from "@/components/ui/time";
import { DISCONNECTED } from "@/lib/errors";
import { findTask } from "@/lib/registry/tasks";
import type { GatewayRequest, RequestsPage } from "@/lib/usage/schema";
import { amountText, durationText, isUnsaved, outcomeText } from "@/lib/usage/words";

const load = () => import("./request-details");
const RequestDetails = lazy(load);

interface RequestListProps {
  list: UseInfiniteQueryResult<{ pages: RequestsPage[] }>;
  /** Shows who made each request. */
  isOfAll: boolean;
  /** Called before older requests are read. */
  onMore: () => void;
}

/** The requests, newest first; opening one shows everything that is kept of it. */
export function RequestList({ list, isOfAll, onMore }: RequestListProps) {
  const pages = list.data?.pages ?? [];
  const more = () => {
    onMore();
    void list.fetchNextPage();
  };
  return (
    <section className="grid min-w-0 gap-2">
      <h2 className="font-semibold">Requests</h2>
      {pages[0]?.data.length === 0 ? (
        <p className="text-muted">No requests are kept. Hourly usage totals are kept longer.</p>
      ) : (
        <div className="overflow-hidden rounded-lg border border-line bg-panel">
          <ColumnHeads />
          <ol aria-label="Requests, newest first">
            {pages.flatMap(({ data, names }) =>
              data.map((request) => (
                <RequestItem
                  key={`${request.time} ${request.id}`}
                  request={request}
                  profile={names[request.profile_id ?? ""]}
                  keyName={names[request.key_id ?? ""]}
                  user={isOfAll ? names[request.user_id] : undefined}
                />
              )),
            )}
          </ol>
        </div>
      )}
      {list.isFetchNextPageError && <PagesFailed list={list} />}
      {list.hasNextPage && (
        <Button className="justify-self-start" busy={list.isFetchingNextPage} onClick={more}>
          Load older requests
        </Button>
      )}
    </section>
  );
}

const COLUMNS =
  "lg:grid-cols-[7rem_minmax(0,2fr)_minmax(0,2fr)_minmax(0,1.5fr)_8rem_8rem] lg:items-baseline";

/** For the eye alone: each request says what its numbers are. */
function ColumnHeads() {
  return (
    <div
      aria-hidden
      className={cn(
        "grid gap-x-4 border-b border-line py-2 pr-3 pl-9 text-xs font-medium text-muted max-lg:hidden",
        COLUMNS,
      )}
    >
      <span>Time</span>
      <span>Task and profile</span>
      <span>Model</span>
      <span>Result</span>
      <span>Tokens in → out</span>
      <span>First token / total</span>
    </div>
  );
}

export interface RequestItemProps {
  request: GatewayRequest;
  /** Current names, if they are known. */
  profile: string | undefined;
  keyName: string | undefined;
  user: string | undefined;
}

function outcomeColor({ status, stopped_by }: GatewayRequest): string | undefined {
  if (status === DISCONNECTED) return "text-muted";
  if (status >= 400) return "text-danger";
  return stopped_by === null ? undefined : "text-warning";
}

/** One line of a request; several on a narrow window. */
function Summary({ request, profile, user }: RequestItemProps) {
  const values = isUnsaved(request) ? "unsaved values" : profile;
  return (
    <span className={cn("grid gap-x-4", COLUMNS)}>
      <span className="truncate">
        {findTask(request.task ?? "")?.label ?? request.path}
        {values && <span className="text-muted"> · {values}</span>}
      </span>
      <span className="truncate max-lg:empty:hidden">
        {request.model}
        {request.engine && <span className="text-muted"> on {request.engine}</span>}
        {user && <span className="text-muted"> · {user}</span>}
      </span>
      <span className={cn("truncate", outcomeColor(request))}>{outcomeText(request)}</span>
      <span className="flex flex-wrap gap-x-3 text-xs text-muted lg:contents lg:text-sm">
        <span className="lg:-order-1">
          <Time iso={request.time} />
        </span>
        <Tokens request={request} />
        <span>
          <span className="sr-only">First token: </span>
          {durationText(request.first_output_ms)} / <span className="sr-only">total: </span>
          {durationText(request.total_ms)}
        </span>
      </span>
    </span>
  );
}

function Tokens({ request }: Pick<RequestItemProps, "request">) {
  const counts = [request.tokens_in, request.tokens_out];
  const words = counts.map((count) => (count === null ? "–" : amountText(count)));
  const isKnown = counts.some((count) => count !== null);
  return (
    <span>
      {isKnown ? words.join(" → ") : "–"}
      <span className={isKnown ? "lg:sr-only" : "sr-only"}> tokens</span>
    </span>
  );
}

const RequestItem = memo(function RequestItem(props: RequestItemProps) {
  return (
    <DisclosureRow summary={<Summary {...props} />} onApproach={() => void load()}>
      <RequestDetails {...props} />
    </DisclosureRow>
  );
});
