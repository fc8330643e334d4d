import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import pastedUrls from "./cases/pasted-urls.json" with { type: "json" };
import { withCatalog } from "./catalog-file";
import type { Json } from "./client";
import {
  engineInput,
  ENGINES_PATH,
  json,
  type Handler,
  makeEngine,
  NOT_HERE,
  ollama,
  openAi,
  removeEngines,
  readEngine,
  serversOfTests,
} from "./model-server";
import {
  expectFaults,
  expectProblem,
  makeAdmin,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  type User,
} from "./world";

const MB = 1024 * 1024;

const LLAMA = {
  tag: {
    name: "llama3.2:3b",
    model: "llama3.2:3b",
    modified_at: "2026-05-04T17:37:44.706015396-07:00",
    size: 2_019_393_189,
    digest: "a80c4f17acd55265feec403c7aef86be0c25983ab279d83f3bcd3abbcb5b8b72",
    details: {
      parent_model: "",
      format: "gguf",
      family: "llama",
      families: ["llama"],
      parameter_size: "3.2B",
      quantization_level: "Q4_K_M",
    },
  },
  show: {
    license: "…",
    modelfile: "# Modelfile",
    details: { family: "llama" },
    model_info: { "general.architecture": "llama", "llama.context_length": 131_072 },
    capabilities: ["completion", "tools"],
  },
};
const LLAVA = {
  tag: { name: "llava:7b", model: "llava:7b", details: { family: "llama" } },
  show: { model_info: { "llama.context_length": 32_768 }, capabilities: ["completion", "vision"] },
};
const EMBEDDER = {
  tag: { name: "nomic-embed-text:latest", details: { family: "nomic-bert" } },
  show: { model_info: null, capabilities: ["embedding"] },
};

const LISTS = pastedUrls.answers;
/** What people paste, what the server answers, and the model that is found. */
const PASTED: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  ["/v1", "GET /v1/models", "at-v1"],
  ["/v1/", "GET /v1/models", "at-v1"],
  ["/v1/models", "GET /v1/models", "at-v1"],
  ["/v1/chat/completions", "GET /v1/models", "at-v1"],
  ["/v1beta/openai", "GET /v1beta/openai/models", "gem-2-flash"],
  ["/v1beta/openai/", "GET /v1beta/openai/models", "gem-2-flash"],
  ["/api/paas/v4", "GET /api/paas/v4/models", "at-v4"],
  ["/api/paas/v4/chat/completions", "GET /api/paas/v4/models", "at-v4"],
  ["/api", "GET /api/v1/models", "at-api-v1"],
].map(([path = "", call = "", id = ""]) => [
  path,
  { [call]: Object.entries(LISTS).find(([name]) => name === call)?.[1].body },
  id,
]);

let admin: User;
const serve = serversOfTests();

test.beforeAll(async () => {
  admin = await makeAdmin();
});

async function model(id: string): Promise<Json> {
  return ok(await admin.session.get(`/api/models/${encodeURIComponent(id)}`)).body;
}

async function isThere(id: string): Promise<boolean> {
  return (await admin.session.get(`/api/models/${encodeURIComponent(id)}`)).status === 200;
}

test.describe("an Ollama server", () => {
  test("gives its models with their context and task, under the engine's name", async () => {
    const { client } = await makeWriter();
    const server = await serve(ollama([LLAMA, LLAVA, EMBEDDER]));
    const engine = await makeEngine({ address: server.address, name: "gpu-box" });
    expect(engine).toMatchObject({ model_count: 0, read: null, has_key: false, enabled: true });
    const { model_count: models, read: last } = await readEngine(engine);
    expect(models).toBe(3);
    expect(last.stale).toBe(null);
    const added = [LLAMA, LLAVA, EMBEDDER].map(({ tag }) => tag.name);
    expect(last.report).toEqual({ added, updated: [], removed: [], errors: [] });
    expect(await model("llama3.2:3b")).toMatchObject({
      id: "llama3.2:3b",
      task: "TextToText",
      provider: "gpu-box",
      size: LLAMA.tag.size,
      digest: LLAMA.tag.digest,
      details: { family: "llama", quantization_level: "Q4_K_M", context_length: 131_072 },
    });
    expect((await model("llava:7b")).task).toBe("VisionTextToText");
    const embedder = await model("nomic-embed-text:latest");
    expect(embedder.task).toBe("TextToEmbeddings");
    expect(embedder.details.context_length).toBe(null);
    await makeProfile(client, { model_name: "llama3.2:3b" });
    const { facets } = ok(await client.get("/api/models")).body;
    expect(facets.provider["gpu-box"]).toBe(3);
  });

  test("that has other models later changes the catalog so", async () => {
    const server = await serve(ollama([LLAMA, LLAVA]));
    const engine = await makeEngine({ address: server.address });
    await readEngine(engine);
    const larger = { ...LLAMA, tag: { ...LLAMA.tag, size: 1 } };
    server.answer(ollama([larger, EMBEDDER]));
    const { report } = (await readEngine(engine)).read;
    expect(report).toEqual({
      added: [EMBEDDER.tag.name],
      updated: [LLAMA.tag.name],
      removed: [LLAVA.tag.name],
      errors: [],
    });
    expect((await readEngine(engine)).read.report).toMatchObject({
      added: [],
      updated: [],
      removed: [],
    });
    expect(await isThere(LLAVA.tag.name)).toBe(false);
  });

  test("of which one model cannot be shown, or has no name, still gives the others", async () => {
    const nameless = { tag: { size: 1 } as Json };
    const server = await serve(ollama([LLAMA, nameless, { tag: LLAVA.tag }]));
    const { model_count: models, read: last } = await readEngine(
      await makeEngine({ address: server.address }),
    );
    expect(models).toBe(2);
    const faults = last.report.errors.map(({ index, path }: Json) => `${index} ${path}`);
    expect([...new Set(faults)]).toContain("1 id");
    expect(faults.at(-1)).toBe("2 details.context_length");
    expect((await model(LLAVA.tag.name)).details.context_length).toBe(null);
  });
});

test.describe("an OpenAI-compatible server", () => {
  const list = [
    { id: "org/chat-7b", object: "model", created: 1_700_000_000, owned_by: "vllm" },
    { id: "org/long-8b", object: "model", created: 0, owned_by: "vllm", max_model_len: 32_768 },
    { id: "local.gguf", object: "model", meta: { n_ctx_train: 8192, size: 4_000_000_000 } },
    { id: "text-embedding-3-small", object: "model", created: 1, owned_by: "system" },
  ];

  test("gives its models, whether its address ends in /v1 or not, and gets the key", async () => {
    const key = "sk-secret-of-the-test";
    const server = await serve(openAi(list));
    const fields = { kind: "openai_compatible", key };
    const plain = await makeEngine({ ...fields, name: "vllm", address: `${server.address}/` });
    expect(plain).toMatchObject({ address: server.address, has_key: true });
    expect((await readEngine(plain)).model_count).toBe(4);
    expect(server.headers().authorization).toBe(`Bearer ${key}`);
    expect(await model("org/chat-7b")).toMatchObject({
      provider: "vllm",
      task: "TextToText",
      modified_at: "2023-11-14T22:13:20.000Z",
    });
    expect((await model("org/long-8b")).details.context_length).toBe(32_768);
    expect(await model("local.gguf")).toMatchObject({
      size: 4_000_000_000,
      details: { context_length: 8192 },
    });
    expect((await model("text-embedding-3-small")).task).toBe("TextToEmbeddings");
    const versioned = await makeEngine({ ...fields, address: `${server.address}/v1` });
    expect((await readEngine(versioned)).read.stale).toBe(null);
    expect(server.asked).toEqual(["GET /v1/models", "GET /v1/models"]);
  });
});

test.describe("a list", () => {
  const engine = (address: string, fields: Json = {}) =>
    makeEngine({ kind: "openai_compatible", address, ...fields });
  const at =
    (answers: Readonly<Record<string, unknown>>): Handler =>
    (request, response, body) => {
      const answer = answers[`${request.method} ${request.url}`];
      if (answer === undefined) NOT_HERE(request, response, body);
      else json(response, answer);
    };

  test("that is null is empty, not stale", async () => {
    for (const [kind, list] of [
      ["openai_compatible", { object: "list", data: null }],
      ["ollama", { models: null }],
    ] as const) {
      const server = await serve((_, response) => json(response, list));
      const { model_count: models, read: last } = await readEngine(
        await engine(server.address, { kind }),
      );
      expect({ models, stale: last.stale, errors: last.report.errors }).toEqual({
        models: 0,
        stale: null,
        errors: [],
      });
    }
  });

  test("in pages is read to its end; one that repeats itself is reported as cut off", async () => {
    const page = (from: number, last: boolean) => ({
      data: [{ id: `m${from}` }, { id: `m${from + 1}` }],
      has_more: !last,
      last_id: `m${from + 1}`,
    });
    const pages = { "GET /v1/models": page(0, false), "GET /v1/models?after=m1": page(2, true) };
    const server = await serve(at(pages));
    const { model_count: models, read: last } = await readEngine(await engine(server.address));
    expect(models).toBe(4);
    expect(last.report.errors).toEqual([]);
    const stuck = await serve((_, response) => json(response, page(10, false)));
    const cut = await readEngine(await engine(stuck.address));
    expect(cut.model_count).toBe(2);
    expect(cut.read.report.errors).toMatchObject([
      { index: -1, message: "the list has further pages that could not be read" },
    ]);
    expect(stuck.asked.length).toBeLessThan(10);
  });

  test("of more than 5,000 models is cut off and says so, and what it had stays", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: `many-${String(index).padStart(4, "0")}`,
      }));
    const server = await serve(openAi(many(5000)));
    const made = await engine(server.address);
    expect((await readEngine(made)).model_count).toBe(5000);
    server.answer(openAi([{ id: "new" }, ...many(5001)]));
    const { model_count: models, read: last } = await readEngine(made);
    expect(models).toBe(5001);
    expect(last.report).toMatchObject({ added: ["new"], removed: [] });
    expect(last.report.errors).toMatchObject([
      { index: -1, message: "the list has more than the 5000 models that are read" },
      { index: -1, note: true },
    ]);
  });

  test("with an entry that became unreadable keeps its model, and who uses it", async () => {
    const { client } = await makeWriter();
    const server = await serve(openAi([{ id: "steady" }, { id: "other" }]));
    const made = await engine(server.address);
    await readEngine(made);
    const { id } = await makeProfile(client, { model_name: "steady" });
    server.answer(openAi([{ id: ["steady"] }, { id: "other", created: {}, max_model_len: "x" }]));
    const { model_count: models, read: last } = await readEngine(made);
    expect(models).toBe(2);
    expect(last.report.removed).toEqual([]);
    const profile = ok(await client.get(`/api/models/profiles/${String(id)}`)).body;
    expect(profile.model_available).toBe(true);
  });

  test("is found behind every URL that people paste", async () => {
    for (const [path, answers, id] of PASTED) {
      const server = await serve(at(answers));
      const { model_count: models, read: last } = await readEngine(
        await engine(server.address + path),
      );
      expect([path, models, last.stale]).toEqual([path, 1, null]);
      expect(await isThere(id)).toBe(true);
      await removeEngines();
    }
  });

  test("that is not there is reported with every URL that was tried, and its status", async () => {
    const server = await serve(NOT_HERE);
    const { read: last } = await readEngine(await engine(`${server.address}/base`));
    const tried = ["/base/v1/models", "/base/models"];
    expect(last.stale.reason).toBe(
      tried.map((path) => `answered ${server.address}${path} with status 404`).join("; "),
    );
  });

  test("with ids that have slashes, percent signs and spaces gives models at those paths", async () => {
    const ids = ["org/name", "a/b/c:latest", "x y", "50%", "back\\slash"];
    const server = await serve(openAi(ids.map((id) => ({ id }))));
    await readEngine(await engine(server.address));
    for (const id of ids) expect((await model(id)).id).toBe(id);
    expect(ok(await admin.session.get("/api/models/a/b/c:latest")).body.id).toBe("a/b/c:latest");
    expect(ok(await admin.session.get("/api/models/org/name")).body.id).toBe("org/name");
    expectProblem(await admin.session.get("/api/models/org/none"), 404, "model_not_found");
  });
});

test.describe("an id that several have", () => {
  test("is the file's, else the first engine's; the report tells, and the next one steps in", async () => {
    const server = await serve(openAi([{ id: MODEL }, { id: "shared" }, { id: "lone" }]));
    const other = await serve(openAi([{ id: "shared" }]));
    const first = await makeEngine({
      kind: "openai_compatible",
      address: server.address,
      name: "first",
    });
    const second = await makeEngine({
      kind: "openai_compatible",
      address: other.address,
      name: "second",
    });
    await withCatalog(async ({ to, entries }) => {
      const before = await model(MODEL);
      const { model_count: models, read: last } = await readEngine(first);
      expect(models).toBe(2);
      expect(last.report.errors).toEqual([
        { index: 0, path: "id", message: `id ${MODEL} is also in the file, which is used` },
      ]);
      const { used_by: _before, ...file } = before;
      expect(await model(MODEL)).toMatchObject(file);
      const { read: told } = await readEngine(second);
      expect(told.report.errors).toMatchObject([{ index: 0, path: "id" }]);
      expect(told.report.errors[0].message).toContain("is also in first");
      expect((await model("shared")).provider).toBe("first");
      await to(entries.filter((entry) => entry.id !== MODEL));
      expect((await model(MODEL)).provider).toBe("first");
      ok(await admin.session.delete(`${ENGINES_PATH}/${String(first.id)}`), 204);
      expect((await model("shared")).provider).toBe("second");
      expect(await isThere("lone")).toBe(false);
      expect(await isThere(MODEL)).toBe(false);
    });
    expect(await isThere(MODEL)).toBe(true);
  });
});

test.describe("a server that fails", () => {
  /** Reads an engine that works, then lets it fail: what it says, and that its models are there. */
  async function failing(handler: Handler): Promise<string> {
    const name = `llama-${randomUUID()}`;
    const server = await serve(ollama([{ tag: { ...LLAMA.tag, name }, show: LLAMA.show }]));
    const engine = await makeEngine({ address: server.address });
    await readEngine(engine);
    server.answer(handler);
    const { model_count: models, read: last } = await readEngine(engine);
    expect(models).toBe(1);
    expect(await isThere(name)).toBe(true);
    expect(last.report).toMatchObject({ added: [], updated: [], removed: [] });
    expect(last.report.errors).toEqual([{ index: -1, path: "", message: last.stale.reason }]);
    return String(last.stale.reason);
  }

  test("or is down keeps its last list, marked stale since the first failure, until it is back", async () => {
    const server = await serve(ollama([LLAMA]));
    const engine = await makeEngine({ address: server.address });
    await readEngine(engine);
    server.answer((request) => request.socket.destroy());
    const first = (await readEngine(engine)).read;
    expect(first.stale.reason).toBe(`${server.address}/api/tags cannot be reached: UND_ERR_SOCKET`);
    await server.close();
    const second = (await readEngine(engine)).read;
    expect(second.stale).toEqual({
      since: first.stale.since,
      reason: expect.stringContaining("ECONNREFUSED"),
    });
    expect(second.read_at >= first.read_at).toBe(true);
    expect(await isThere(LLAMA.tag.name)).toBe(true);
    const { data } = ok(await admin.session.get(ENGINES_PATH)).body;
    expect(data).toMatchObject([{ id: engine.id, model_count: 1, read: second }]);
    const again = await serve(ollama([LLAMA]));
    const moved = { address: again.address };
    ok(await admin.session.patch(`${ENGINES_PATH}/${String(engine.id)}`, moved));
    expect((await readEngine(engine)).read.stale).toBe(null);
  });

  test("with what is no list is told as such, and takes nothing away", async () => {
    expect(await failing(NOT_HERE)).toMatch(
      /^answered http:\/\/127\.0\.0\.1:\d+\/api\/tags with status 404$/,
    );
    expect(await failing((_, response) => response.end("<h1>Welcome</h1>"))).toContain("not JSON");
    expect(await failing((_, response) => json(response, [1]))).toContain("none can be read");
    expect(await failing((_, response) => json(response, { models: "none" }))).toContain(
      "did not return a list of models",
    );
    expect(await failing((_, response) => json(response, null))).toContain(
      "did not return a list of models",
    );
    const deep = `{"models":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    expect(await failing((_, response) => response.end(deep))).toContain("deeper than 64 levels");
  });

  test("by answering 50 MB is stopped long before, packed or not", async () => {
    let sent = 0;
    const huge = await failing((_, response) => {
      const chunk = Buffer.alloc(MB, " ");
      const more = () => {
        if (sent >= 50 * MB || response.destroyed) response.end();
        else {
          sent += chunk.length;
          response.write(chunk, more);
        }
      };
      response.writeHead(200, { "content-type": "application/json" });
      more();
    });
    expect(huge).toMatch(/^answered .*\/api\/tags with more than 8 MB$/);
    expect(sent).toBeLessThan(25 * MB);
    const packed = gzipSync(Buffer.alloc(50 * MB, " "));
    const bomb = await failing((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(packed);
    });
    expect(bomb).toMatch(/^answered .*\/api\/tags with more than 8 MB$/);
  });

  test("by answering too much in all, each time a little less than that, takes nothing away", async () => {
    const models = Array.from({ length: 300 }, (_, index) => {
      const tag = { name: `m${index}`, model: `m${index}`, details: {} };
      return { tag, show: { license: "x".repeat(250 * 1024) } };
    });
    expect(await failing(ollama(models))).toBe("answered with more than 64 MB in all");
  });

  test("by showing more than 256 KB of a model loses that model's details alone", async () => {
    const show = { ...LLAMA.show, license: "x".repeat(300 * 1024) };
    const server = await serve(ollama([{ ...LLAMA, show }, LLAVA]));
    const { model_count: models, read: last } = await readEngine(
      await makeEngine({ address: server.address }),
    );
    expect(models).toBe(2);
    expect(last.report.errors).toMatchObject([
      { index: 0, path: "details.context_length", note: true },
    ]);
    expect(last.report.errors[0].message).toContain("with more than 256 KB");
    expect((await model(LLAVA.tag.name)).details.context_length).toBe(32_768);
  });

  test("by telling more of a model than is kept: that is left out", async () => {
    const long = "x".repeat(1000);
    const show = { capabilities: Array.from({ length: 33 }, (_, index) => `c${index}`) };
    const details = { family: long, families: Array.from({ length: 33 }, () => "f"), format: long };
    const server = await serve(ollama([{ tag: { name: "much:1b", details }, show }]));
    await readEngine(await makeEngine({ address: server.address }));
    const kept = await model("much:1b");
    expect(kept.details).toMatchObject({ family: null, families: null, format: null });
    expect(kept).not.toHaveProperty("capabilities");
  });

  test("by saying nothing, or a little at a time, or by stalling on a model is given up after 10 seconds", async () => {
    const start = Date.now();
    const drip: Handler = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 100);
      response.on("close", () => clearInterval(timer));
    };
    const stall: Handler = (request, response, body) => {
      if (request.url === "/api/tags") ollama([LLAMA, LLAVA])(request, response, body);
    };
    const reasons = await Promise.all([failing(() => undefined), failing(drip), failing(stall)]);
    for (const reason of reasons) expect(reason).toBe("did not answer within 10 seconds");
    expect(Date.now() - start).toBeLessThan(20_000);
    ok(await admin.session.get("/api/health"));
  });

  test("by redirecting is not followed, on its own host neither: the reason names the target", async () => {
    const other = await serve(openAi([{ id: "stolen" }]));
    for (const location of [`${other.address}/v1/models`, "/other", "file:///etc/passwd"]) {
      const server = await serve((_, response) => response.writeHead(302, { location }).end());
      const fields = { kind: "openai_compatible", address: server.address, key: "secret" };
      const { read: last } = await readEngine(await makeEngine(fields));
      const target = new URL(location, server.address).href;
      expect(last.stale.reason).toContain(`${server.address}/v1/models redirects to ${target}`);
      expect(last.stale.reason).toContain("not followed");
      expect(server.asked).toEqual(["GET /v1/models"]);
    }
    expect(other.asked).toEqual([]);
  });

  test.describe("at a link-local or metadata address", () => {
    for (const host of ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "0.0.0.0"]) {
      test(`${host} is not connected to`, async () => {
        const { read: last } = await readEngine(
          await makeEngine({ address: `http://${host}`, local: true }),
        );
        expect(last.stale.reason).toMatch(/^is refused: .* is a link-local or metadata address/);
      });
    }
  });
});

test.describe("keeping engines", () => {
  test("a key is in no answer, no event and no report", async () => {
    const key = "sk-never-to-be-seen";
    const server = await serve(NOT_HERE);
    const made = await admin.session.post(
      ENGINES_PATH,
      engineInput({ address: server.address, key }),
    );
    const { id } = ok(made, 201).body;
    const at = `${ENGINES_PATH}/${String(id)}`;
    const answers = [
      made,
      await admin.session.patch(at, { name: "renamed" }),
      await admin.session.post(`${at}/read`),
      await admin.session.get(ENGINES_PATH),
      await admin.session.get("/api/admin/catalog"),
      await admin.session.get("/api/admin/audit?limit=20"),
    ];
    for (const answer of answers) {
      expect(answer.status).toBeLessThan(300);
      expect(answer.text).not.toContain(key);
    }
    expect(ok(await admin.session.patch(at, { key: null })).body.has_key).toBe(false);
  });

  test("a key does not go along to another host", async () => {
    const engine = await makeEngine({ key: "secret" });
    const at = `${ENGINES_PATH}/${String(engine.id)}`;
    const address = "http://127.0.0.1:10";
    expectFaults(await admin.session.patch(at, { address }), "key");
    ok(await admin.session.patch(at, { address: `${String(engine.address)}/prefix` }));
    expect(ok(await admin.session.patch(at, { address, key: "new" })).body.has_key).toBe(true);
    ok(await admin.session.patch(at, { address: engine.address, key: null }));
  });

  test("errors name their fields, and no two engines share a provider's name", async () => {
    const send = (fields: Json) => admin.session.post(ENGINES_PATH, engineInput(fields));
    for (const address of [
      "file:///etc/passwd",
      "ftp://host",
      "host:11434",
      "http://user:password@host",
      "http://host/?key=1",
      "http://host/#x",
      "javascript:alert(1)",
      "",
      1,
    ]) {
      expectFaults(await send({ address }), "address");
    }
    expectFaults(await send({ key: "a b" }), "key");
    expectFaults(await send({ key: "a\r\nx: y" }), "key");
    expectFaults(
      await send({ kind: "tgi", name: " ", enabled: 1, more: 1 }),
      "kind",
      "name",
      "enabled",
      "more",
    );
    await makeEngine({ name: "Mine" });
    expect(expectFaults(await send({ name: "mINE" }), "name").name.code).toBe("taken");
    const { id } = await makeEngine();
    expectFaults(
      await admin.session.patch(`${ENGINES_PATH}/${String(id)}`, { name: "mine" }),
      "name",
    );
    const none = `${ENGINES_PATH}/none`;
    expectProblem(await admin.session.patch(none, {}), 404, "engine_not_found");
    expectProblem(await admin.session.delete(none), 404, "engine_not_found");
    expectProblem(await admin.session.post(`${none}/read`), 404, "engine_not_found");
  });

  test("disabled it has no models and is not read; enabled it has them with the next read", async () => {
    const server = await serve(ollama([LLAMA]));
    const engine = await makeEngine({ address: server.address });
    await readEngine(engine);
    const at = `${ENGINES_PATH}/${String(engine.id)}`;
    const off = ok(await admin.session.patch(at, { enabled: false })).body;
    expect(off).toMatchObject({ enabled: false, model_count: 0, read: null });
    expect(await isThere(LLAMA.tag.name)).toBe(false);
    expectProblem(await admin.session.post(`${at}/read`), 409, "engine_disabled");
    ok(await admin.session.patch(at, { enabled: true }));
    expect((await readEngine(engine)).model_count).toBe(1);
  });

  test("renamed, its models have the new provider at once", async () => {
    const server = await serve(ollama([LLAMA]));
    const engine = await makeEngine({ address: server.address, name: "old-name" });
    await readEngine(engine);
    ok(await admin.session.patch(`${ENGINES_PATH}/${String(engine.id)}`, { name: "new-name" }));
    expect((await model(LLAMA.tag.name)).provider).toBe("new-name");
    expect((await readEngine(engine)).read.report.updated).toEqual([]);
  });

  test("removed while it is read, nothing of it comes in", async () => {
    let go: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      go = resolve;
    });
    let answer: () => void = () => undefined;
    const server = await serve((request, response, body) => {
      answer = () => ollama([LLAMA])(request, response, body);
      go();
    });
    const engine = await makeEngine({ address: server.address });
    const at = `${ENGINES_PATH}/${String(engine.id)}`;
    const reading = admin.session.post(`${at}/read`);
    await asked;
    ok(await admin.session.delete(at), 204);
    server.answer(ollama([LLAMA]));
    answer();
    expectProblem(await reading, 404, "engine_not_found");
    expect(await isThere(LLAMA.tag.name)).toBe(false);
  });

  test("asked to read an engine that is being read, one read follows, never two at once", async () => {
    const held: (() => void)[] = [];
    const server = await serve((request, response, body) => {
      const id = `list-${held.length}`;
      held.push(() => openAi([{ id }])(request, response, body));
    });
    const engine = await makeEngine({ kind: "openai_compatible", address: server.address });
    // Sent at once: what arrives when is the point.
    const read = async () =>
      ok(await admin.session.post(`${ENGINES_PATH}/${String(engine.id)}/read`)).body;
    const first = read();
    await expect.poll(() => held.length).toBe(1);
    const later = Promise.all([read(), read(), read()]);
    // A call of another kind is answered meanwhile, so the others have arrived.
    ok(await admin.session.get(ENGINES_PATH));
    expect(held).toHaveLength(1);
    held[0]?.();
    expect((await first).read.report.added).toEqual(["list-0"]);
    await expect.poll(() => held.length).toBe(2);
    held[1]?.();
    for (const { read: last } of await later) {
      expect(last.report).toMatchObject({ added: ["list-1"], removed: ["list-0"] });
    }
    expect(server.asked).toHaveLength(2);
  });

  test("every change is in the audit, with the models that leave", async () => {
    const server = await serve(ollama([LLAMA]));
    const engine = await makeEngine({ address: server.address, key: "t" });
    await readEngine(engine);
    const at = `${ENGINES_PATH}/${String(engine.id)}`;
    ok(await admin.session.patch(at, { enabled: false }));
    ok(await admin.session.patch(at, { enabled: true }));
    await readEngine(engine);
    ok(await admin.session.delete(at), 204);
    const target = encodeURIComponent(`engine:${String(engine.id)}`);
    const { data } = ok(await admin.session.get(`/api/admin/audit?target=${target}`)).body;
    const models = [LLAMA.tag.name];
    expect(data).toMatchObject([
      { action: "engine.remove", before: { enabled: true, catalog: models } },
      { action: "catalog.sync", after: { added: models } },
      { action: "engine.update", before: { enabled: false }, after: { enabled: true } },
      {
        action: "engine.update",
        before: { enabled: true, catalog: models },
        after: { enabled: false, catalog: [] },
      },
      { action: "catalog.sync", after: { added: models } },
      { action: "engine.create", after: { name: engine.name, has_key: true } },
    ]);
    expect(data[2].before).not.toHaveProperty("catalog");
    expect(JSON.stringify(data)).not.toContain(server.host);
  });

  test("the audit tells that a key is another one, and never which", async () => {
    const engine = await makeEngine({ key: "the-first-key" });
    const at = `${ENGINES_PATH}/${String(engine.id)}`;
    for (const key of ["the-second-key", "the-second-key", null]) {
      ok(await admin.session.patch(at, { key }));
    }
    const target = encodeURIComponent(`engine:${String(engine.id)}`);
    const { body, text } = ok(await admin.session.get(`/api/admin/audit?target=${target}&limit=3`));
    const [removed, same, replaced] = body.data;
    expect(replaced.after).toMatchObject({ has_key: true, key_replaced: true });
    expect(same.after).not.toHaveProperty("key_replaced");
    expect(removed).toMatchObject({ before: { has_key: true }, after: { has_key: false } });
    expect(removed.after).not.toHaveProperty("key_replaced");
    expect(text).not.toMatch(/the-(first|second)-key/);
  });
});
