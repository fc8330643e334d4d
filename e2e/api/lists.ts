import { expect } from "@playwright/test";
import type { Client, Json } from "./client";
import { ok } from "./world";

/** All rows of a list, page by page; every page but the last is full, and tells the same total. */
export async function walk(client: Client, path: string, limit: number): Promise<Json[]> {
  const rows: Json[] = [];
  const total = ok(await client.get(path)).body.total as number;
  let cursor: string | null = null;
  do {
    const url = new URL(path, "http://x");
    url.searchParams.set("limit", String(limit));
    if (cursor) url.searchParams.set("cursor", cursor);
    const page: Json = ok(await client.get(url.pathname + url.search)).body;
    rows.push(...(page.data as Json[]));
    cursor = page.next_cursor as string | null;
    expect(page.total).toBe(total);
    if (cursor !== null) expect(page.data).toHaveLength(limit);
  } while (cursor !== null);
  expect(rows).toHaveLength(total);
  return rows;
}
