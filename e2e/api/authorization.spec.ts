import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { CONTRACT } from "@/lib/http/reference/contract";
import { type Answer, Client } from "./client";
import { type Caller, expectedOf, KNOWN, type Owner, UNKNOWN } from "./callers";
import { MATRIX } from "./matrix";
import { removeEngines } from "./model-server";
import {
  defaultId,
  expectProblem,
  makeAdmin,
  makeKey,
  makeUser,
  ok,
  profilePath,
  type User,
} from "./world";

const OPERATIONS = CONTRACT.map(({ method, path: at }) => `${method} ${at}`);

async function expiredKey(user: User): Promise<Client> {
  const key = await makeKey(user, ["write"], new Date(Date.now() + 1000).toISOString());
  await expect.poll(async () => (await key.client.get("/api/me")).status).toBe(401);
  return key.client;
}

async function revokedKey(user: User): Promise<Client> {
  const key = await makeKey(user, ["write"]);
  ok(await key.client.get("/api/me"));
  ok(await user.session.delete(`/api/keys/${key.id}`), 204);
  return key.client;
}

async function disabled(admin: User) {
  const user = await makeUser("disabled");
  const { client } = await makeKey(user, ["write"]);
  ok(await admin.session.patch(`/api/admin/users/${user.id}`, { disabled: true }));
  return { session: user.session, key: client };
}

async function callers(owner: User): Promise<Record<Caller, Client>> {
  const admin = await makeAdmin();
  const gone = await disabled(admin);
  return {
    nobody: new Client(),
    bad_key: new Client(`mp_${"x".repeat(43)}`),
    expired_key: await expiredKey(owner),
    revoked_key: await revokedKey(owner),
    disabled_session: gone.session,
    disabled_key: gone.key,
    read_key: (await makeKey(owner, ["read"])).client,
    write_key: (await makeKey(owner, ["write"])).client,
    service_key: (await makeKey(admin, ["service"])).client,
    infer_key: (await makeKey(owner, ["infer"])).client,
    other: (await makeUser("other")).session,
    owner: owner.session,
    admin: admin.session,
    admin_key: (await makeKey(admin, ["admin"])).client,
    admin_read_key: (await makeKey(admin, ["read"])).client,
  };
}

function told({ status, body }: Answer): string {
  return status < 400 ? String(status) : `${status} ${String(body?.code ?? body?.error?.code)}`;
}

test.describe("who may make which call", () => {
  let owner: Owner;
  let all: Record<Caller, Client>;

  test.beforeAll(async () => {
    const user = await makeUser("owner");
    owner = { ...user, writer: (await makeKey(user, ["write"])).client };
    all = await callers(owner);
  });

  test.afterAll(removeEngines);

  test("every call of the contract has its row, and every row its call", () => {
    expect(Object.keys(MATRIX).sort()).toEqual([...OPERATIONS].sort());
  });

  for (const [operation, row] of Object.entries(MATRIX)) {
    test(operation, async () => {
      const [method = ""] = operation.split(" ");
      const expected: Record<string, string> = {};
      const actual: Record<string, string> = {};
      for (const caller of [...UNKNOWN, ...KNOWN]) {
        const { path: at, json } = await row.target(owner);
        const answer = await all[caller].send(method, at, { json });
        expected[caller] = expectedOf(row, caller);
        actual[caller] = told(answer);
        const bearer = answer.headers.get("www-authenticate");
        expect(bearer, caller).toBe(answer.status === 401 ? "Bearer" : null);
      }
      expect(actual).toEqual(expected);
    });
  }

  test("the defaults of the system: read by all, changed by an admin alone, deleted by none", async () => {
    const at = profilePath(defaultId(8));
    const tell = async (caller: Caller, method: string, json?: unknown) =>
      told(await all[caller].send(method, at, { json }));
    for (const caller of ["read_key", "write_key", "other", "admin", "admin_key"] as const) {
      expect(await tell(caller, "GET"), caller).toBe("200");
    }
    for (const caller of ["write_key", "other"] as const) {
      expect(await tell(caller, "PATCH", {}), caller).toBe("403 permission_denied");
      expect(await tell(caller, "PUT", {}), caller).toBe("403 permission_denied");
      expect(await tell(caller, "DELETE"), caller).toBe("403 permission_denied");
    }
    for (const caller of ["admin", "admin_key"] as const) {
      expect(await tell(caller, "PATCH", {}), caller).toBe("200");
      expect(await tell(caller, "DELETE"), caller).toBe("409 default_required");
    }
    const writing = await makeKey(await makeAdmin(), ["write"]);
    expect(told(await writing.client.patch(at, {}))).toBe("403 insufficient_scope");
  });

  test("read_only tells each caller whether a write would be allowed", async () => {
    const readOnly = async (caller: Caller, id: string) =>
      ok(await all[caller].get(profilePath(id))).body.read_only as boolean;
    expect(await readOnly("owner", defaultId(1))).toBe(true);
    expect(await readOnly("admin", defaultId(1))).toBe(false);
    expect(await readOnly("admin_read_key", defaultId(1))).toBe(true);
  });

  test("a bad key is nobody, whatever the cookie says", async () => {
    const client = new Client(`mp_${"x".repeat(43)}`);
    for (const [name, value] of owner.session.cookies) client.cookies.set(name, value);
    expectProblem(await client.get("/api/me"), 401, "unauthenticated");
    for (const authorization of ["Bearer", "Bearer ", "bearer mp_x", "Bearer mp_x y"]) {
      const answer = await owner.session.get("/api/me", { authorization });
      expect(answer.status, authorization).toBe(401);
    }
  });

  test("only Bearer identifies a key: what a proxy in front adds leaves the session valid", async () => {
    for (const authorization of ["Basic eDp5", "Negotiate x", "mp_x", ""]) {
      const me = ok(await owner.session.get("/api/me", { authorization })).body;
      expect(me.id, authorization).toBe(owner.id);
      const foreign = { authorization, origin: "https://evil.example" };
      expectProblem(await owner.session.patch("/api/config", {}, foreign), 403, "cross_origin");
    }
  });

  test("a cookie that is forged or of another secret is nobody", async () => {
    for (const value of ["x", "a.b.c.d.e", "", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."]) {
      const answer = await new Client().get("/api/me", { cookie: `authjs.session-token=${value}` });
      expectProblem(answer, 401, "unauthenticated");
    }
  });
});

test("every route file on disk is in the contract", () => {
  const inFolder = (name: string) =>
    readdirSync(path.join(process.cwd(), "app", name), { recursive: true, encoding: "utf8" })
      .filter((file) => path.basename(file) === "route.ts")
      .map((file) => `/${name}/${path.dirname(file).split(path.sep).join("/")}`);
  const files = [...inFolder("api"), ...inFolder("v1")]
    .filter((at) => !at.startsWith("/api/auth/") && !at.endsWith("path]") && !at.endsWith("path]]"))
    .map((at) => at.replace(/\[(?:\.{3})?([a-z]+)\]/g, "{$1}"));
  expect(files.sort()).toEqual([...new Set(CONTRACT.map((endpoint) => endpoint.path))].sort());
});
