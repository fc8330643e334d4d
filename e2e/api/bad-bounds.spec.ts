import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { isNumeric } from "@/lib/registry/fields";
import { TASK_KEYS } from "@/lib/registry/tasks";
import { anything, check, ILLEGAL, LEGAL, toJson } from "./bad-values";
import { type Answer, inParallel, type Json } from "./client";
import { faultedIn, makeAdmin, ok, removeBounds, type User } from "./world";

const SOAK = process.env.SOAK === "1";
const WIDTH = 8;
const PUT = "/api/admin/bounds";
const PREVIEW = `${PUT}/preview`;
const WAYS = [PUT, PREVIEW] as const;
const STANDING = { path: "parameters.min_p", task: "analysis", max: 0.5 };

let admin: User;
let before: Json;

test.beforeEach(async () => {
  admin = await makeAdmin();
  await removeBounds();
  ok(await admin.session.put(PUT, STANDING));
  before = await bounds();
});

test.afterEach(removeBounds);

async function bounds(): Promise<Json> {
  return ok(await admin.session.get("/api/bounds")).body;
}

/** Sends text as it is; the server answers, and with no failure of its own. */
async function send(path: (typeof WAYS)[number], raw: string): Promise<Answer> {
  const answer = await admin.session.send(path === PUT ? "PUT" : "POST", path, { raw });
  check(answer.status < 500, () => `${path} ${raw.slice(0, 300)}: ${answer.text}`);
  return answer;
}

let turn = 0;

/** Expects a bound to be refused at these members alone; in a soak by both ways in, else in turn. */
async function expectRefused(at: readonly string[], input: object): Promise<void> {
  turn += 1;
  for (const path of SOAK ? WAYS : [WAYS[turn % 2] ?? PUT]) {
    const answer = await send(path, toJson(input));
    const about = () => `${path} ${toJson(input).slice(0, 200)}: ${answer.text}`;
    check(answer.status === 422, about);
    const found = [...new Set(faultedIn(answer))].sort();
    check(found.join() === [...at].sort().join(), about);
  }
}

test("an illegal fixed value is refused at its path", async () => {
  await inParallel(ILLEGAL, WIDTH, ({ section, field, value }) =>
    expectRefused(["fixed"], { path: `${section}.${field.name}`, fixed: value }),
  );
  expect(await bounds()).toEqual(before);
});

test("an illegal end of a range is refused at its path", async () => {
  const cases = ILLEGAL.filter(({ field }) => isNumeric(field));
  await inParallel(cases, WIDTH, ({ section, field, value }) =>
    expectRefused(["min", "max"], { path: `${section}.${field.name}`, min: value, max: value }),
  );
  expect(await bounds()).toEqual(before);
});

test("only numbers can have a range", async () => {
  const cases = LEGAL.filter(({ field }) => !isNumeric(field));
  await inParallel(cases, WIDTH, ({ section, field }) =>
    expectRefused(["min", "max"], { path: `${section}.${field.name}`, min: 1, max: 1 }),
  );
  expect(await bounds()).toEqual(before);
});

test("unknown paths and tasks are refused, each at its member", async () => {
  const odd = ["", " ", "none", "constructor", "__proto__", "parameters", 0, 1, true, [], {}, "\0"];
  const paths = [null, "parameters.", "parameters.num_ctx.", ".num_ctx", "name", "\ud800"];
  await inParallel([...odd, ...paths], WIDTH, (path) => expectRefused(["path"], { path, max: 1 }));
  await inParallel(odd, WIDTH, (task) =>
    expectRefused(["task"], { path: "parameters.num_ctx", max: 1, task }),
  );
  expect(await bounds()).toEqual(before);
});

/** Often near to a bound, seldom one. */
const likely = fc.record(
  {
    path: fc.constantFrom(
      ...LEGAL.map(({ section, field }) => `${section}.${field.name}`),
      "parameters.none",
    ),
    task: fc.constantFrom<unknown>(null, ...TASK_KEYS, 1, "none"),
    min: fc.oneof(fc.integer(), fc.double(), fc.jsonValue({ maxDepth: 1 })),
    max: fc.oneof(fc.integer(), fc.double(), fc.jsonValue({ maxDepth: 1 })),
    fixed: fc.oneof(
      fc.constantFrom<unknown>(...LEGAL.map(({ value }) => value)),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  },
  { requiredKeys: ["path"] },
);

for (const path of WAYS) {
  test(`any JSON at all for ${path}: accepted or refused at its paths, never a server error; a refusal changes nothing`, async () => {
    const kept = new Map<string, Json>([[STANDING.path + STANDING.task, before.data[0]]]);
    const bodies = fc.oneof({ weight: 3, arbitrary: likely }, { weight: 1, arbitrary: anything });
    await fc.assert(
      fc.asyncProperty(bodies, async (input) => {
        const answer = await send(path, toJson(input));
        if (answer.status === 200) {
          if (path === PUT) kept.set(`${answer.body.path}${answer.body.task}`, answer.body);
        } else if (answer.status !== 400) {
          expect(faultedIn(answer).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: SOAK ? 2000 : 150, endOnFailure: true },
    );
    const { data } = await bounds();
    expect(data).toHaveLength(kept.size);
    expect(data).toEqual(expect.arrayContaining([...kept.values()]));
  });
}
