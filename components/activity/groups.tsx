"use client";

import { useQuery } from "@tanstack/react-query";
import { OptionSelect } from "@/components/ui/list-filters";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { failureText } from "@/lib/http/browser/failure";
import type { ActivityFilters } from "@/lib/usage/filters";
import { groupsOptions } from "@/lib/usage/queries";
import type { Usage, UsageRow } from "@/lib/usage/schema";
import { amountText, durationText, groupText } from "@/lib/usage/words";

const NAMES = {
  task: "Task",
  profile: "Profile",
  revision: "Revision",
  model: "Model",
  engine: "Engine",
  key: "API key",
} as const;
const LABELS = {
  task: "By task",
  profile: "By profile",
  revision: "By revision",
  model: "By model",
  engine: "By engine",
  key: "By API key",
} as const;

interface GroupsProps {
  filters: ActivityFilters;
  onChange: ChangeUrlState<ActivityFilters>;
  /** When it is read again. */
  live: { refetchInterval: number | false; refetchOnWindowFocus: boolean | "always" };
}

/** Sums of the requests by what the reader chooses, those with most requests first. */
export function Groups({ filters, onChange, live }: GroupsProps) {
  const groups = useQuery({ ...groupsOptions(filters), ...live });
  return (
    <section className="grid min-w-0 gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold">Compare</h2>
        <OptionSelect
          label="Compare by"
          options={LABELS}
          value={filters.group}
          onChoose={(group) => onChange({ group })}
          className="w-36!"
        />
      </div>
      {groups.isPending && <Skeleton className="h-24" />}
      {groups.isError && !groups.data && (
        <FailedState {...failureText(groups.error)} onRetry={() => void groups.refetch()} />
      )}
      {groups.data && <GroupTable usage={groups.data} by={filters.group} />}
    </section>
  );
}

const COLUMNS: readonly { title: string; textOf: (row: UsageRow) => string }[] = [
  { title: "Requests", textOf: (row) => amountText(row.requests) },
  { title: "Failed", textOf: (row) => amountText(row.errors) },
  { title: "Stopped", textOf: (row) => amountText(row.stopped) },
  { title: "Input tokens", textOf: (row) => amountText(row.tokens_in) },
  { title: "Output tokens", textOf: (row) => amountText(row.tokens_out) },
  { title: "First token", textOf: (row) => durationText(row.first_output_ms) },
  { title: "Total time", textOf: (row) => durationText(row.total_ms) },
];

function GroupTable({ usage, by }: { usage: Usage; by: ActivityFilters["group"] }) {
  const rows = [...usage.data].sort((a, b) => b.requests - a.requests);
  if (rows.length === 0) return <p className="text-muted">No requests in this time.</p>;
  return (
    <div
      role="region"
      aria-label={LABELS[by]}
      // A scrolling region must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-panel"
    >
      <Table>
        <thead>
          <tr>
            <HeadCell className="sticky left-0 bg-panel">{NAMES[by]}</HeadCell>
            {COLUMNS.map(({ title }) => (
              <HeadCell key={title} className="text-right">
                {title}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.group}>
              <Cell className="sticky left-0 min-w-32 bg-panel [overflow-wrap:anywhere] sm:min-w-40">
                {groupText(by, row.group, usage.names)}
              </Cell>
              {COLUMNS.map(({ title, textOf }) => (
                <Cell key={title} className="text-right whitespace-nowrap">
                  {textOf(row)}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
