import { expect, test } from "vitest";
import { freshDatabase } from "@/db/testing";
import { ANONYMOUS, type Actor } from "@/lib/auth/actor";
import type { Context } from "@/lib/context";
import { setUp } from "@/lib/users/server/service";
import { createKey, listKeys, revokeKey } from "./service";

const fresh = freshDatabase();

const as = (actor: Actor): Context => ({
  actor,
  db: fresh.db,
  origin: { requestId: null, address: null },
});

test("a key that is revoked while its call waits for its turn makes no other", async () => {
  const account = { name: "Ada", email: "ada@example.org", password: "a long password" };
  const ada = { kind: "user" as const, key: null, ...(await setUp(as(ANONYMOUS), account)) };
  const input = { name: "one", scopes: ["write" as const], expires_at: null };
  const key = await createKey(as(ada), input);
  const byKey = as({
    ...ada,
    key: { id: key.id, name: key.name, scopes: key.scopes, expires_at: null },
  });
  await createKey(byKey, { ...input, name: "in time" });
  const revoking = revokeKey(as(ada), key.id);
  const late = createKey(byKey, { ...input, name: "too late" });
  await expect(late).rejects.toMatchObject({ code: "unauthenticated" });
  await revoking;
  expect((await listKeys(as(ada))).data.map(({ name }) => name)).toEqual(["in time"]);
});
