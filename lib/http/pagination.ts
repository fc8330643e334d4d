import { z } from "zod";
import { AppError } from "@/lib/errors";
import { show } from "@/lib/registry/messages";
import { MAX_WORDS } from "@/lib/urls";

export const MAX_LIMIT = 200;

/** The `limit` parameter; lists of large rows have a smaller maximum. */
export function limitUpTo(most: number) {
  const error = (issue: { input?: unknown }) =>
    `must be a whole number from 1 to ${most}; you entered ${show(issue.input)}`;
  return z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/, { error })
    .transform(Number)
    .refine((value) => value <= most, { error })
    .default(50)
    .meta({ description: `1 to ${most}` });
}

/** The `q` parameter. */
export const searchWords = z
  .string()
  .max(MAX_WORDS, {
    error: ({ input }) =>
      `must be at most ${MAX_WORDS} characters; you entered ${typeof input === "string" ? input.length : 0}`,
  })
  .optional();

/** The `fields` parameter: the fields of each row that a response contains; all of them without it. */
export function fieldsOf<Name extends string>(names: readonly Name[]) {
  const isName = (word: string): word is Name => names.some((name) => name === word);
  return z
    .string()
    .refine((text) => text.split(",").every(isName), {
      error: ({ input }) =>
        `must be names separated by commas, of ${names.join(", ")}; you entered ${show(input)}`,
    })
    .transform((text) => text.split(",").filter(isName))
    .optional()
    .meta({ description: "Names separated by commas; other fields are left out" });
}

/** A row with these fields alone. */
export function onlyFields<T extends object>(
  row: T,
  fields: readonly string[] | undefined,
): Partial<T> {
  if (!fields) return row;
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => fields.includes(name)),
  ) as Partial<T>;
}

/** The query parameters of every list. */
export const pageQuery = {
  limit: limitUpTo(MAX_LIMIT),
  cursor: z.string().optional().meta({ description: "`next_cursor` of the previous page" }),
};

/** A page of a list; `next_cursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    next_cursor: z.string().nullable(),
    total: z.number().int(),
  });
}

/** The end of a page: the sort order, and the last row's value and id in that order. */
const position = z.tuple([z.string(), z.union([z.string(), z.number()]), z.string()]);
export interface Position {
  value: string | number;
  id: string;
}

export function encodeCursor(sort: string, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString("base64url");
}

export function invalidCursor(): AppError {
  return new AppError(
    "invalid_cursor",
    "The cursor does not belong to this list and sort order. Start again without a cursor.",
  );
}

/**
 * The position in a cursor; `kind` is the type of the sorted values.
 * @throws 400 `invalid_cursor` if it is invalid or belongs to another sort order
 */
export function decodeCursor(
  sort: string,
  cursor: string | undefined,
  kind: "string" | "number" = "string",
): Position | undefined {
  if (cursor === undefined) return undefined;
  try {
    const decoded: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const [cursorSort, value, id] = position.parse(decoded);
    if (cursorSort === sort && typeof value === kind) return { value, id };
  } catch {
    // Every invalid cursor has the same error.
  }
  throw invalidCursor();
}

/** Bytes of rows after which a page ends, whatever its limit: one page must not occupy the server. */
export const PAGE_BYTES = 1024 * 1024;

/** Rows read first; how many follow depends on how large those are. */
const FIRST_READ = 25;

/** How many of the rows fit a page: at least one, else as many as `PAGE_BYTES` hold. */
function fitting<T>(rows: readonly T[], sizeOf: (row: T) => number): number {
  let bytes = 0;
  const end = rows.findIndex((row) => (bytes += sizeOf(row)) > PAGE_BYTES);
  return end === -1 ? rows.length : Math.max(1, end);
}

/**
 * Reads the rows of a page of large rows, a few at a time: `limit` and one more for `cutPage`, or
 * those that `PAGE_BYTES` hold and one more. `read` returns at most `count` rows after `last`.
 */
export async function readRows<T>(
  limit: number,
  sizeOf: (row: T) => number,
  read: (count: number, last: T | undefined) => Promise<T[]>,
): Promise<T[]> {
  const rows: T[] = [];
  let bytes = 0;
  let count = Math.min(limit + 1, FIRST_READ);
  for (;;) {
    const more = await read(count, rows.at(-1));
    for (const row of more) bytes += sizeOf(row);
    rows.push(...more);
    const left = limit + 1 - rows.length;
    if (more.length < count || left <= 0 || bytes > PAGE_BYTES) return rows;
    const average = Math.max(1, bytes / rows.length);
    count = Math.min(left, Math.ceil((PAGE_BYTES - bytes) / average) + 1);
  }
}

/**
 * Ends a page at its limit, and at `PAGE_BYTES` if the size of a row is given. The rows hold one more
 * than the page if there is a next one.
 */
export function cutPage<T>(
  rows: readonly T[],
  limit: number,
  sort: string,
  at: (row: T) => Position,
  sizeOf: (row: T) => number = () => 0,
) {
  const data = rows.slice(0, Math.min(limit, fitting(rows, sizeOf)));
  const last = data.at(-1);
  const next_cursor =
    rows.length > data.length && last !== undefined ? encodeCursor(sort, at(last)) : null;
  return { data, next_cursor };
}
