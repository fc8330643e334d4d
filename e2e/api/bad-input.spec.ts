import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { pathLabel } from "@/lib/values/describe";
import {
  anything,
  check,
  type FieldCase,
  ILLEGAL,
  ILLEGAL_MEMBERS,
  LEGAL,
  tellsLegal,
  toJson,
} from "./bad-values";
import { type Answer, Client, inParallel, type Json } from "./client";
import {
  expectProblem,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  PAINTER,
  profileInput,
  profilePath,
} from "./world";

const SOAK = process.env.SOAK === "1";
const WIDTH = 8;
const sent = new Map<number, number>();

type Writer = Awaited<ReturnType<typeof makeWriter>>;
type Method = "POST" | "PUT" | "PATCH";
const METHODS: readonly Method[] = ["POST", "PUT", "PATCH"];

/** Sends text as it is; whatever it is, the server answers, and with no failure of its own. */
async function send(client: Client, method: string, path: string, raw?: string, headers = {}) {
  const call = { ...(raw === undefined ? {} : { raw }), headers };
  const answer = await client.send(method, path, call);
  sent.set(answer.status, (sent.get(answer.status) ?? 0) + 1);
  check(answer.status < 500, () => `${method} ${path} ${raw?.slice(0, 300) ?? ""}: ${answer.text}`);
  const isProblem = answer.status < 400 || answer.body.status === answer.status;
  check(isProblem, () => `${answer.status} ${answer.text}`);
  return answer;
}

/** One of a writer's profiles and the three ways to write it, with the same fields. */
class Subject {
  written = 0;
  private constructor(
    readonly client: Client,
    readonly profile: Json,
  ) {}

  static async make({ client }: Writer, fields: Json = {}): Promise<Subject> {
    return new Subject(client, await makeProfile(client, fields));
  }

  get path(): string {
    return profilePath(String(this.profile.id));
  }

  write(method: Method, fields: object): Promise<Answer> {
    const whole = { name: this.profile.name as string, type: 1, model_name: MODEL, ...fields };
    if (method === "PATCH") return send(this.client, method, this.path, toJson(fields));
    if (method === "PUT") return send(this.client, method, this.path, toJson(whole));
    // A free name would make a profile where the fault goes unseen; this one is then `name_taken`.
    return send(this.client, method, "/api/models/profiles", toJson(whole));
  }

  async expectUnchanged(): Promise<void> {
    expect(ok(await this.client.get(this.path)).body).toEqual(this.profile);
  }
}

/** In a soak each case by every method, otherwise by one of them in turn. */
function spread<T>(cases: readonly T[]): [T, Method][] {
  return cases.flatMap((one, index): [T, Method][] =>
    SOAK ? METHODS.map((method) => [one, method]) : [[one, METHODS[index % 3] ?? "PUT"]],
  );
}

test.afterAll(async () => {
  const total = [...sent.values()].reduce((sum, count) => sum + count, 0);
  const by = [...sent].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  console.info(`bad input: ${total} requests (${by.join(", ")})`);
  const health = ok(await new Client().get("/api/health")).body;
  expect(health.status).toBe("ok");
});

test("beyond the first 50, unknown fields are only counted, so the response stays small", async () => {
  const { client } = await makeWriter();
  const parameters = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 1]));
  const answer = await client.post("/api/models/profiles", profileInput({ parameters }));
  const { errors } = expectProblem(answer, 422, "validation_failed");
  expect(errors).toHaveLength(51);
  expect(errors[50]).toMatchObject({
    path: "parameters",
    message: "parameters has 19950 more unknown fields",
  });
  expect(answer.text.length).toBeLessThan(100_000);
});

test.describe("values beside the registry", () => {
  test("each field refuses illegal values at its path and says what is legal", async () => {
    const subject = await Subject.make(await makeWriter(), { parameters: { temperature: 0.5 } });
    await inParallel(
      spread<FieldCase>(ILLEGAL),
      WIDTH,
      async ([{ section, field, value }, method]) => {
        // In a merge patch null takes a value away, which is no fault.
        if (value === null && method === "PATCH") method = "PUT";
        const path = `${section}.${field.name}`;
        const answer = await subject.write(method, { [section]: { [field.name]: value } });
        const about = () => `${method} ${path} = ${toJson(value).slice(0, 60)}: ${answer.text}`;
        check(answer.status === 422, about);
        const faults = answer.body.errors as { path: string; message: string }[];
        check(
          faults.every((fault) => `${fault.path}.`.startsWith(`${path}.`)),
          about,
        );
        check(
          faults.some((fault) => tellsLegal(field, fault.message)),
          about,
        );
        check(
          faults.every(({ message, path: at }) =>
            [at, pathLabel(path)].some((start) => message.startsWith(start)),
          ),
          about,
        );
      },
    );
    await subject.expectUnchanged();
  });

  test("each field accepts its limits and returns them unchanged", async () => {
    const writer = await makeWriter();
    const image = { type: 17, model_name: PAINTER };
    await inParallel(LEGAL, WIDTH, async ({ section, field, value }) => {
      const fields = { [section]: { [field.name]: value } };
      const input = profileInput({ ...fields, ...(section === "image_settings" ? image : {}) });
      const answer = await send(writer.client, "POST", "/api/models/profiles", toJson(input));
      check(answer.status === 201, () => `${field.name} = ${toJson(value)}: ${answer.text}`);
      expect(answer.body[section]).toEqual({ [field.name]: value });
    });
  });

  test("each member of a profile refuses illegal values at its path", async () => {
    const subject = await Subject.make(await makeWriter());
    const cases = Object.entries(ILLEGAL_MEMBERS).flatMap(([name, values]) =>
      values.map((value) => ({ name, value })),
    );
    await inParallel(spread(cases), WIDTH, async ([{ name, value }, method]) => {
      const answer = await subject.write(method, { [name]: value });
      const about = () => `${method} ${name} = ${toJson(value).slice(0, 60)}: ${answer.text}`;
      check(answer.status === 422, about);
      check(answer.body.errors.map((fault: Json) => fault.path).join() === name, about);
    });
    await subject.expectUnchanged();
  });

  test("a patch can remove any value", async () => {
    const subject = await Subject.make(await makeWriter());
    const names = [...new Set(LEGAL.map(({ section, field }) => `${section}.${field.name}`))];
    for (const path of names) {
      const [section = "", name = ""] = path.split(".");
      ok(await subject.write("PATCH", { [section]: { [name]: null } }));
    }
  });

  test("the faults of many fields are all reported", async () => {
    const subject = await Subject.make(await makeWriter());
    const pick = fc.uniqueArray(fc.constantFrom(...ILLEGAL), {
      selector: ({ section, field }) => `${section}.${field.name}`,
      minLength: 2,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(pick, fc.constantFrom<Method>("POST", "PUT"), async (cases, method) => {
        const fields: Record<string, Record<string, unknown>> = {};
        for (const { section, field, value } of cases) {
          fields[section] = { ...fields[section], [field.name]: value };
        }
        const { body, text } = await subject.write(method, fields);
        for (const { section, field } of cases) {
          const path = `${section}.${field.name}.`;
          const found = body.errors.some((fault: Json) =>
            `${String(fault.path)}.`.startsWith(path),
          );
          check(found, () => `${path} ${text}`);
        }
      }),
      { numRuns: SOAK ? 1000 : 60 },
    );
    await subject.expectUnchanged();
  });
});

test.describe("any JSON at all", () => {
  const TARGETS: readonly [string, Method, (subject: Subject) => string][] = [
    ["a new profile", "POST", () => "/api/models/profiles"],
    ["replacing a profile", "PUT", ({ path }) => path],
    ["patching a profile", "PATCH", ({ path }) => path],
    ["duplicating", "POST", ({ path }) => `${path}/duplicate`],
    ["assignments", "PATCH", () => "/api/config"],
    ["all assignments", "PUT", () => "/api/config"],
    ["a key", "POST", () => "/api/keys"],
    ["an account", "POST", () => "/api/register"],
    ["the first admin", "POST", () => "/api/setup"],
  ];

  for (const [name, method, pathOf] of TARGETS) {
    test(`${name}: accepted or refused, never a server error; a refusal changes nothing`, async () => {
      const subject = await Subject.make(await makeWriter());
      const batch = fc.array(anything, { minLength: WIDTH, maxLength: WIDTH });
      let written = 0;
      await fc.assert(
        fc.asyncProperty(batch, async (bodies) => {
          await Promise.all(
            bodies.map(async (body) => {
              const { status } = await send(subject.client, method, pathOf(subject), toJson(body));
              if (status === 200 && pathOf(subject) === subject.path) written += 1;
            }),
          );
        }),
        { numRuns: SOAK ? 60 : 6 },
      );
      const now = ok(await subject.client.get(subject.path)).body;
      expect(now.revision).toBe(1 + written);
      if (written === 0) expect(now).toEqual(subject.profile);
    });
  }
});
