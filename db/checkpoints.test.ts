import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { settings } from "./schema";
import { freshDatabase } from "./testing";
import { withTransaction } from "./transaction";

const fresh = freshDatabase();

function commit(value: number) {
  return withTransaction(fresh.db, (tx) =>
    tx
      .insert(settings)
      .values({ name: "n", value })
      .onConflictDoUpdate({ target: settings.name, set: { value } }),
  );
}

function fileSize(): number {
  return statSync(fresh.db.file ?? "").size;
}

test("after many commits the log is moved into the file without a commit waiting for it", async () => {
  const before = fileSize();
  // Enough text that the file grows.
  await withTransaction(fresh.db, (tx) =>
    tx.insert(settings).values({ name: "text", value: "x".repeat(100_000) }),
  );
  expect(fileSize()).toBe(before);
  for (let n = 0; n < 100; n += 1) await commit(n);
  await expect.poll(fileSize).toBeGreaterThan(before);
});
