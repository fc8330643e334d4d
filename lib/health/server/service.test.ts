import { expect, test } from "vitest";
import { ANONYMOUS, SYSTEM_ACTOR } from "@/lib/actor";
import { ADA, BEN, SMALL, testWorld, withKey } from "@/lib/testing";
import { checkHealth, renderMetrics } from "./service";

const world = testWorld();
const { as, expectRefusal } = world;

test("the health tells anybody that the database answers, takes writes, and what is loaded", async () => {
  const health = await checkHealth(as(ANONYMOUS));
  expect(health).toMatchObject({
    status: "ok",
    writes: "ok",
    database: { status: "ok" },
    catalog: { models: 7 },
  });
  await world.dropModel(SMALL);
  expect((await checkHealth(as(ANONYMOUS))).catalog.models).toBe(6);
});

test("a database that does not answer is told, not thrown", async () => {
  const ping = () => Promise.reject(new Error("No answer"));
  const health = await checkHealth({ ...as(ANONYMOUS), db: { ...world.db, ping } });
  expect(health).toMatchObject({
    status: "unavailable",
    writes: "failing",
    database: { status: "unavailable", latency_ms: null },
    catalog: { models: 0 },
  });
});

test("metrics are for admins and for the program itself", async () => {
  for (const actor of [ADA, withKey(ADA, "admin"), SYSTEM_ACTOR]) {
    const { text, type } = await renderMetrics(as(actor));
    expect(type).toContain("text/plain");
    expect(text).toContain("# TYPE");
  }
  const code = "unauthenticated";
  await expectRefusal(() => renderMetrics(as(ANONYMOUS)), { code });
  await expectRefusal(() => renderMetrics(as(BEN)), { code: "permission_denied" });
  const call = () => renderMetrics(as(withKey(ADA, "write")));
  await expectRefusal(call, { code: "insufficient_scope" });
});
