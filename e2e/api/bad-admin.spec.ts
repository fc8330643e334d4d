import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { anything, BAD_TEXT, HUGE, toJson } from "./bad-values";
import { type Answer, inParallel, type Json } from "./client";
import { makeEngine, removeEngines } from "./model-server";
import { CODER, faultedIn, makeConfirmedAdmin, makeUser, MODEL, ok, type User } from "./world";

const SOAK = process.env.SOAK === "1";
const WIDTH = 8;
const NOT_TEXT = [1, true, [], {}, null, ...HUGE];
const NOT_BOOLEAN = [0, 1, "true", "", null, [], {}, ...HUGE];

/** A call that only admins make: what it takes, and for each member what it does not. */
interface Call {
  name: string;
  method: "POST" | "PUT" | "PATCH";
  path: () => string;
  legal: () => Json;
  illegal: Readonly<Record<string, readonly unknown[]>>;
  /** What a refused call must not change. */
  state: () => string;
}

let admin: User;
let subject: User;
let engine: Json;

test.beforeAll(async () => {
  admin = await makeConfirmedAdmin();
  subject = await makeUser("subject");
  engine = await makeEngine({ name: "odd", enabled: false, address: "http://localhost:9" });
});

/** What any JSON may have set, other tests would find. */
test.afterEach(async () => {
  const settings = { registration_open: true, audit_days: 0 };
  ok(await admin.session.patch("/api/admin/settings", settings));
});

test.afterAll(removeEngines);

const ADDRESSES = [
  "",
  "gpu-box:11434",
  "ftp://gpu-box",
  "file:///etc/passwd",
  "http://",
  "http://user:secret@gpu-box",
  "http://gpu-box/?q=1",
  "http://gpu-box/#x",
  "javascript:alert(1)",
  `http://${"x".repeat(2000)}`,
];
const ENGINE = {
  kind: ["", "llama", "OLLAMA", "constructor", ...NOT_TEXT],
  name: ["", "   ", "x".repeat(101), "__proto__", ...BAD_TEXT, ...NOT_TEXT],
  address: [...ADDRESSES, ...BAD_TEXT, ...NOT_TEXT],
  key: ["", "with space", "x".repeat(4001), "é", "line\n", 1, true, [], {}, ...HUGE],
  models: ["", "all", 1, true, [], { a: 1 }, { a: "" }, { "": "a" }, { a: "x".repeat(501) }],
  adds_models: NOT_BOOLEAN,
  priority: [-1, 1001, 1.5, "1", true, null, [], {}],
  max_parallel: [0, 1001, 1.5, "1", true, null, [], {}],
  local: NOT_BOOLEAN,
  flags: ["", "no_stream", ["none"], ["no_stream", "no_stream"], [1], 1, true, null, {}],
  enabled: NOT_BOOLEAN,
};
const ENGINES = "/api/admin/engines";
const USERS = "/api/admin/users";

const MOVE = {
  method: "POST",
  legal: () => ({ from: `none-${randomUUID()}`, to: MODEL }),
  illegal: {
    from: ["", "x".repeat(301), ...BAD_TEXT, ...NOT_TEXT],
    to: ["", "none", "x".repeat(301), ...BAD_TEXT, ...NOT_TEXT],
  },
  state: () => "/api/models/profiles?owner=system&limit=50",
} as const;

const CALLS: readonly Call[] = [
  {
    name: "a new engine",
    method: "POST",
    path: () => ENGINES,
    legal: () => ({
      kind: "openai_compatible",
      name: randomUUID(),
      address: "http://localhost:9",
      key: null,
      enabled: false,
    }),
    illegal: ENGINE,
    state: () => ENGINES,
  },
  {
    name: "a change of an engine",
    method: "PATCH",
    path: () => `${ENGINES}/${engine.id}`,
    legal: () => ({ name: randomUUID(), enabled: false }),
    illegal: ENGINE,
    state: () => ENGINES,
  },
  { ...MOVE, name: "a move of profiles", path: () => "/api/admin/catalog/move" },
  { ...MOVE, name: "the preview of a move", path: () => "/api/admin/catalog/move/preview" },
  {
    name: "a link's new password",
    method: "POST",
    path: () => "/api/reset-password",
    legal: () => ({ token: randomUUID(), password: "a new and long password" }),
    illegal: {
      token: ["x".repeat(201), ...NOT_TEXT],
      password: ["", "short", "x".repeat(1001), ...NOT_TEXT],
    },
    state: () => `${USERS}?q=${encodeURIComponent(subject.email)}`,
  },
  {
    name: "a default that goes back to what ships",
    method: "POST",
    path: () => "/api/admin/defaults/reranking/reset",
    legal: () => ({ fields: ["parameters.temperature"] }),
    illegal: {
      fields: [[], ["none"], ["parameters.none"], ["__proto__"], [1], [null], 1, "x", {}],
    },
    state: () => "/api/models/profiles?owner=system&limit=50",
  },
  {
    name: "the settings",
    method: "PATCH",
    path: () => "/api/admin/settings",
    legal: () => ({ registration_open: true }),
    illegal: {
      registration_open: NOT_BOOLEAN,
      audit_days: [-1, 1.5, 1e9, "30", true, null, [], {}, ...HUGE],
    },
    state: () => "/api/admin/settings",
  },
  {
    name: "a user",
    method: "PATCH",
    path: () => `${USERS}/${subject.id}`,
    legal: () => ({ role: "user" }),
    illegal: {
      role: ["", "root", "Admin", "service", "constructor", ...NOT_TEXT],
      disabled: NOT_BOOLEAN,
    },
    state: () => `${USERS}?q=${encodeURIComponent(subject.email)}`,
  },
];

async function stateOf({ state }: Call): Promise<Json> {
  return ok(await admin.session.get(state())).body;
}

/** Sends text as it is; the server answers, and with no failure of its own. */
async function send(call: Call, raw: string): Promise<Answer> {
  const answer = await admin.session.send(call.method, call.path(), { raw });
  expect(answer.status, `${call.name} ${raw.slice(0, 300)}`).toBeLessThan(500);
  return answer;
}

for (const call of CALLS) {
  test(`${call.name}: each member refuses what it does not take, at its path`, async () => {
    const before = await stateOf(call);
    const cases = Object.entries(call.illegal).flatMap(([member, values]) =>
      values.map((value) => ({ member, value })),
    );
    await inParallel(cases, WIDTH, async ({ member, value }) => {
      const answer = await send(call, toJson({ ...call.legal(), [member]: value }));
      const about = `${member} = ${toJson(value).slice(0, 100)}: ${answer.text}`;
      expect(answer.status, about).toBe(422);
      for (const path of faultedIn(answer)) {
        expect(`${path}.`.startsWith(`${member}.`), about).toBe(true);
      }
    });
    expect(await stateOf(call)).toEqual(before);
  });

  test(`${call.name}: faults of all members are told at once, and one it does not know`, async () => {
    const before = await stateOf(call);
    const wrong = Object.fromEntries(
      Object.entries(call.illegal).map(([member, [first]]) => [member, first]),
    );
    const answer = await send(call, toJson({ ...wrong, unheard_of: 1 }));
    expect(answer.status, answer.text).toBe(422);
    const told = new Set(faultedIn(answer).map((path) => path.split(".")[0]));
    expect(told).toEqual(new Set([...Object.keys(call.illegal), "unheard_of"]));
    expect(await stateOf(call)).toEqual(before);
  });

  test(`${call.name}: any JSON at all is refused or taken, never a failure`, async () => {
    const member = fc.constantFrom(...Object.keys(call.illegal), "unheard_of", "constructor");
    const near = fc.tuple(member, anything).map(([name, value]) => ({
      ...call.legal(),
      [name]: value,
    }));
    const bodies = fc.oneof({ weight: 2, arbitrary: near }, { weight: 1, arbitrary: anything });
    const before = await stateOf(call);
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const answer = await send(call, toJson(body));
        if (answer.status < 300) taken += 1;
        if (answer.status === 422) expect(faultedIn(answer).length).toBeGreaterThan(0);
      }),
      { numRuns: SOAK ? 1000 : 40, endOnFailure: true },
    );
    if (taken === 0) expect(await stateOf(call)).toEqual(before);
  });
}

test("a refused move moves nobody, and names the model that is not there", async () => {
  const answer = await send(CALLS[2] as Call, toJson({ from: MODEL, to: "none" }));
  expect(faultedIn(answer)).toEqual(["to"]);
  const same = await send(CALLS[2] as Call, toJson({ from: CODER, to: CODER }));
  expect(faultedIn(same)).toEqual(["to"]);
});
