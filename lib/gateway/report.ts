import type { Warning } from "@/lib/values/layers";

/** A value that is not sent, and where it came from. */
export interface Dropped {
  name: string;
  value: unknown;
  source: string;
  code: string;
  message: string;
}

/** A value that is sent as another one. */
export interface Changed {
  name: string;
  from: unknown;
  to: unknown;
  code: string;
  message: string;
}

/** What becomes of the values of a request, apart from what is sent as it is. */
export interface Report {
  dropped: Dropped[];
  changed: Changed[];
  warnings: Warning[];
}

export function emptyReport(): Report {
  return { dropped: [], changed: [], warnings: [] };
}

/** Bytes of a response header that lists values. */
const MAX_HEADER_BYTES = 1024;

/** ASCII items as a list of a structured field (RFC 9651), without those beyond 1,024 bytes. */
export function listHeader(items: readonly string[]): string {
  let header = "";
  for (const item of items) {
    const next = header === "" ? item : `${header}, ${item}`;
    if (next.length > MAX_HEADER_BYTES) break;
    header = next;
  }
  return header;
}

/** A name as a token of a structured field; characters that a token does not allow become `_`. */
function token(name: string): string {
  const safe = name.replace(/[^\w.:/*!#$%&'+^`|~-]/g, "_");
  return /^[A-Za-z*]/.test(safe) ? safe : `_${safe}`.replace(/^_/, "x_");
}

/** `Mp-Dropped: typical_p;code=not_taken, num_ctx;code=load_time` and the like; only those with items. */
export function reportHeaders(
  { dropped, warnings }: Pick<Report, "dropped" | "warnings">,
  overridden: readonly string[],
): Record<string, string> {
  const lists = {
    "Mp-Overridden": overridden.map(token),
    "Mp-Dropped": dropped.map(({ name, code }) => `${token(name)};code=${token(code)}`),
    "Mp-Warning": [...new Set(warnings.map(({ code }) => token(code)))],
  };
  const present = Object.entries(lists).filter(([, items]) => items.length > 0);
  return Object.fromEntries(present.map(([name, items]) => [name, listHeader(items)]));
}
