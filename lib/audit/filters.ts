/** The filters of the list of events, in its URL and in the query of the REST interface. */
export interface AuditFilters {
  /** A user's id, `system` or `anonymous`. */
  actor: string;
  action: string;
  /** `profile:<id>` and so on. */
  target: string;
  /** ISO 8601. */
  since: string;
}

export const NO_AUDIT_FILTERS: AuditFilters = { actor: "", action: "", target: "", since: "" };

function timeIn(given: string | null): string {
  const time = Date.parse(given ?? "");
  // The query does not accept years of more than four digits.
  return time >= 0 && time < Date.UTC(10_000, 0) ? new Date(time).toISOString() : "";
}

/** The filters in a URL; an invalid value counts as absent. */
export function auditFiltersIn(search: Pick<URLSearchParams, "get">): AuditFilters {
  const text = (name: string, most: number) => (search.get(name) ?? "").slice(0, most);
  return {
    actor: text("actor", 200),
    action: text("action", 200),
    target: text("target", 400),
    since: timeIn(search.get("since")),
  };
}

/** True if any filter is set. */
export function isNarrowed(filters: AuditFilters): boolean {
  return Object.values(filters).some((value) => value !== "");
}

/** The day of a time in the browser's time zone: `2030-01-31`. */
export function dayIn(iso: string): string {
  const at = new Date(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  const year = String(at.getFullYear()).padStart(4, "0");
  return `${year}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The start of a day in the browser's time zone, as ISO 8601; empty if it is not a day. */
export function startOfDay(day: string): string {
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}
