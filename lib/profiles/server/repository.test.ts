import { type Query, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { BEN, testWorld } from "@/lib/testing";
import { withBases } from "./repository";

const world = testWorld();

/** The steps of SQLite's plan for the query (https://sqlite.org/eqp.html). */
async function planOf({ sql: text, params }: Query): Promise<string[]> {
  const args = params.map(() => sql`${BEN.id}`);
  const parts = text.split("?").flatMap((part, n) => [sql.raw(part), args[n] ?? sql.empty()]);
  const rows = await world.db.read.all<{ detail: string }>(
    sql`EXPLAIN QUERY PLAN ${sql.join(parts)}`,
  );
  return rows.map(({ detail }) => detail);
}

test("a profile's bases are searched by id, not among all profiles of the user", async () => {
  const plan = await planOf(withBases(world.db.read)(1).query.getQuery());
  const steps = plan.filter((step) => /model_profiles|\bp\b/.test(step));
  expect(steps.length).toBeGreaterThan(0);
  for (const step of steps) expect(step).toMatch(/^SEARCH .*\(id=\?\)$/);
});
