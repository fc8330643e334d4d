import { oneOf } from "@/lib/urls";
import { type Group, GROUPS, OWNERS } from "./words";

/** The lengths of time that the page shows. */
export const SPANS = ["day", "week", "month"] as const;

/** What the activity page shows, as its URL holds it. */
export interface ActivityFilters {
  owner: (typeof OWNERS)[number];
  span: (typeof SPANS)[number];
  group: Group;
}

export const DEFAULT_ACTIVITY: ActivityFilters = { owner: "me", span: "day", group: "task" };

/** The filters in a URL; an invalid value counts as absent. */
export function activityFiltersIn(search: Pick<URLSearchParams, "get">): ActivityFilters {
  return {
    owner: oneOf(OWNERS, search.get("owner"), DEFAULT_ACTIVITY.owner),
    span: oneOf(SPANS, search.get("span"), DEFAULT_ACTIVITY.span),
    group: oneOf(GROUPS, search.get("group"), DEFAULT_ACTIVITY.group),
  };
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const PERIODS = {
  day: { by: "hour", length: DAY, step: HOUR },
  week: { by: "hour", length: 7 * DAY, step: 6 * HOUR },
  month: { by: "day", length: 30 * DAY, step: DAY },
} as const;

/** The query for the sums of a span that ends now. */
export function periodOf(span: ActivityFilters["span"], now: Date) {
  const { by, length } = PERIODS[span];
  return { by, from: new Date(now.getTime() - length).toISOString() };
}

/** Milliseconds that one bar of a plot stands for. */
export function stepOf(span: ActivityFilters["span"]): number {
  return PERIODS[span].step;
}
