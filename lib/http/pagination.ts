import { z } from "zod";
import { AppError } from "@/lib/errors";
import { show } from "@/lib/registry/words";

export const MAX_LIMIT = 200;

/** Rows a page; the most is smaller where rows can be large. */
export function limitUpTo(most: number) {
  const error = (issue: { input?: unknown }) =>
    `must be a whole number from 1 to ${most}; got ${show(issue.input)}`;
  return z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/, { error })
    .transform(Number)
    .refine((value) => value <= most, { error })
    .default(50)
    .meta({ description: `1 to ${most}` });
}

/** The query members that every list takes. */
export const pageQuery = {
  limit: limitUpTo(MAX_LIMIT),
  cursor: z.string().optional().meta({ description: "`next_cursor` of the page before" }),
};

/** A page of a list: `next_cursor` is null on the last. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    next_cursor: z.string().nullable(),
    total: z.number().int(),
  });
}

/** Where a page ended: the order it was in and the last row's place in that order. */
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
    "The cursor is not one of this list in this order; start again without it.",
  );
}

/**
 * Where to go on; `kind` is what the order sorts by.
 * @throws 400 `invalid_cursor` when it is none of ours or belongs to another order
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
    // Falls through to the one answer for every cursor that cannot be used.
  }
  throw invalidCursor();
}

/** Cuts the one row too many that tells whether there is a next page. */
export function cutPage<T>(
  rows: readonly T[],
  limit: number,
  sort: string,
  at: (row: T) => Position,
) {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const next_cursor =
    rows.length > limit && last !== undefined ? encodeCursor(sort, at(last)) : null;
  return { data, next_cursor };
}
