/** What the list of events shows, as its address says it; it is the query of the REST interface too. */
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
  // Beyond four digits a year is written in a way that no query takes.
  return time >= 0 && time < Date.UTC(10_000, 0) ? new Date(time).toISOString() : "";
}

/** The filters in an address; what cannot be understood counts as not given. */
export function auditFiltersIn(search: Pick<URLSearchParams, "get">): AuditFilters {
  const text = (name: string, most: number) => (search.get(name) ?? "").slice(0, most);
  return {
    actor: text("actor", 200),
    action: text("action", 200),
    target: text("target", 400),
    since: timeIn(search.get("since")),
  };
}

/** Whether anything is left out. */
export function isNarrowed(filters: AuditFilters): boolean {
  return Object.values(filters).some((value) => value !== "");
}

/** The day of a moment where the person is: `2030-01-31`. */
export function dayIn(iso: string): string {
  const at = new Date(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  const year = String(at.getFullYear()).padStart(4, "0");
  return `${year}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The first moment of a day where the person is; nothing for what is no day. */
export function startOfDay(day: string): string {
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}
