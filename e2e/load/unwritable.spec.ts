import { expect, test } from "@playwright/test";
import { Client } from "../api/client";
import { assign, expectProblem, ok, profilePath } from "../api/world";
import { canMount, fullFromTheStart, makeRoom, readOnly } from "./disk";
import { expectSound } from "./file";
import { createProfile, openAccount } from "./people";
import { AppServer, endAll, fileIn, freshFolder } from "./servers";

const PORT = 3638;

test.afterEach(endAll);

/** A server on the folder, with the secret that is kept there. */
function serverOn(folder: string, within: readonly string[] = []): AppServer {
  const env = { DATA_DIR: folder, DATABASE_URL: `file:${fileIn(folder)}`, AUTH_SECRET: "" };
  return new AppServer(PORT, env, within);
}

/** A folder with a database that a server has used and left, by this signal. */
async function usedFolder(signal: "SIGTERM" | "SIGKILL") {
  const folder = freshFolder();
  const server = serverOn(folder);
  await server.start();
  const { session } = await openAccount(server.origin);
  const made = await session.post("/api/keys", { name: "disk", scopes: ["write"] });
  const client = new Client(String(ok(made, 201).body.secret), server.origin);
  const { id } = await createProfile(client);
  await assign(client, "primary_profile_id", String(id));
  await server.end(signal);
  return { folder, session, client, address: profilePath(String(id)) };
}

type World = Awaited<ReturnType<typeof usedFolder>>;

async function expectReadsOnly({ session, client, address }: World): Promise<void> {
  const { body } = ok(await client.get("/api/health"));
  expect(body).toMatchObject({ status: "ok", writes: "failing", database: { status: "ok" } });
  ok(await client.get(address));
  expect(ok(await client.get("/api/resolve/primary")).body.profile.id).toContain(
    address.split("/").at(-1),
  );
  ok(await session.get("/api/me"));
  ok(await session.get("/profiles"));
  const refused = await client.patch(address, { description: "refused" });
  const { detail } = expectProblem(refused, 503, "database_unavailable");
  expect(detail).toContain("cannot be written");
}

// A machine that lets nobody mount anything has no such disk.
for (const signal of canMount("/tmp") ? (["SIGTERM", "SIGKILL"] as const) : []) {
  test(`a server starts on a read-only disk and serves reads, where the last one ended by ${signal}`, async () => {
    const world = await usedFolder(signal);
    const { folder, client, address } = world;
    const server = serverOn(folder, readOnly(folder));
    await server.start();
    await expectReadsOnly(world);
    expect(await server.end()).toBe(0);
    const again = serverOn(folder);
    await again.start();
    expect(ok(await client.get(address)).body.revision).toBe(1);
    ok(await client.patch(address, { description: "written" }));
    expect(ok(await client.get("/api/health")).body.writes).toBe("ok");
    expect(await again.end()).toBe(0);
    await expectSound(folder);
  });

  test(`a server starts on a full disk and serves reads, then writes once there is room, where the last one ended by ${signal}`, async () => {
    const world = await usedFolder(signal);
    const { folder, client, address } = world;
    const server = serverOn(folder, fullFromTheStart(folder));
    await server.start();
    await expectReadsOnly(world);
    makeRoom(folder, server.pid);
    ok(await client.patch(address, { description: "written" }));
    expect(ok(await client.get("/api/health")).body.writes).toBe("ok");
    expect(await server.end()).toBe(0);
  });
}
