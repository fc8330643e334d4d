import { afterEach, describe, expect, test } from "vitest";
import { sendJson, type StandIn, startStandIn } from "@/e2e/engines/server";
import { RemoteError } from "@/lib/http/server/ask";
import type { ListsAs } from "@/lib/registry/engine-urls";
import { listSource } from "./list-source";

const servers: StandIn[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Answer = { status?: number; json: unknown } | undefined;

/** Lists the models of a server that answers by path with its query. */
async function list(
  kind: ListsAs,
  answer: (path: string, origin: string, body: unknown) => Answer,
  heldBy: (id: string) => string | undefined = () => undefined,
) {
  const asked: string[] = [];
  let origin = "";
  const server = await startStandIn(({ path, body }, response) => {
    asked.push(path);
    const found = answer(path, origin, body);
    sendJson(response, found?.json ?? {}, found ? (found.status ?? 200) : 404);
  });
  origin = server.url;
  servers.push(server);
  const limits = { time: 10_000, left: { bytes: 64 * 1024 * 1024 } };
  const listed = listSource(kind, {
    ...{ url: `${server.url}/v1`, key: null, isLocal: true, provider: "box", heldBy },
    ...{ signal: new AbortController().signal, ...limits },
  });
  return { listed, asked };
}

const models = (...ids: string[]) => ids.map((id) => ({ id }));
const idsOf = async (listed: ReturnType<typeof listSource>) =>
  (await listed).entries.map(({ id }) => id);

describe("a list in pages", () => {
  test("is read to its end by the token that the server gives", async () => {
    const { listed, asked } = await list("openai", (path) => {
      if (path === "/v1/models") return { json: { data: models("a"), has_more: true } };
      if (path === "/v1/models?after=a") return { json: { data: models("b"), has_more: true } };
      if (path === "/v1/models?after=b") return { json: { data: models("c"), has_more: false } };
      return undefined;
    });
    expect(await idsOf(listed)).toEqual(["a", "b", "c"]);
    expect(asked).toHaveLength(3);
    expect((await listed).isPartial).toBe(false);
  });

  test("is read by whichever parameter brings something new", async () => {
    const { listed } = await list("openai", (path) => {
      const token = new URL(path, "http://x").searchParams.get("pageToken");
      const next = token === null ? "2" : undefined;
      return { json: { models: models(token === "2" ? "b" : "a"), nextPageToken: next } };
    });
    expect(await idsOf(listed)).toEqual(["a", "b"]);
  });

  test("is read by a token under the name of a link, too", async () => {
    const { listed, asked } = await list("openai", (path) => {
      const isSecond = path.includes("=two");
      return { json: { data: models(isSecond ? "b" : "a"), next: isSecond ? null : "two" } };
    });
    expect(await idsOf(listed)).toEqual(["a", "b"]);
    expect(asked[1]).toBe("/v1/models?after=two");
  });

  test("is followed by a link on the same server", async () => {
    const { listed } = await list("openai", (path) =>
      path.includes("page=2")
        ? { json: { data: models("b") } }
        : { json: { data: models("a"), next: "/v1/models?page=2" } },
    );
    expect(await idsOf(listed)).toEqual(["a", "b"]);
  });

  test("is not followed to another server, which would get the key", async () => {
    const elsewhere = "http://127.0.0.1:9/v1/models";
    const { listed, asked } = await list("openai", () => ({
      json: { data: models("a"), next: elsewhere },
    }));
    expect(await listed).toMatchObject({ isPartial: true });
    expect((await listed).errors).toEqual([
      { index: -1, path: "", message: "the list has further pages that could not be read" },
    ]);
    expect(asked).toHaveLength(1);
  });

  test("keeps what was read if a page fails, and says that more is missing", async () => {
    const { listed } = await list("openai", (path) =>
      path.includes("?")
        ? { status: 500, json: {} }
        : { json: { data: models("a"), has_more: true } },
    );
    expect(await idsOf(listed)).toEqual(["a"]);
    expect((await listed).isPartial).toBe(true);
  });

  test("that never ends is cut after 50 pages", async () => {
    let page = 0;
    const { listed, asked } = await list("openai", () => {
      page += 1;
      return { json: { data: models(`m${page}`), has_more: true } };
    });
    expect((await listed).entries).toHaveLength(50);
    expect((await listed).errors[0]?.message).toBe("the list has more than 50 pages");
    expect(asked).toHaveLength(50);
  });
});

describe("a server", () => {
  test("without a list at any URL is refused with every URL that was tried", async () => {
    const { listed } = await list("openai", () => undefined);
    const error = await listed.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RemoteError);
    expect(String(error)).toMatch(/answered .*\/models with status 404/);
  });

  test("that refuses the key is not asked at other URLs", async () => {
    const { listed, asked } = await list("openai", () => ({ status: 401, json: {} }));
    await expect(listed).rejects.toThrow(/with status 401/);
    expect(asked).toHaveLength(1);
  });

  test("that lists a model of another source keeps it, and says which source is used", async () => {
    const answer = () => ({ json: { data: models("a", "b", "a") } });
    const { listed } = await list("openai", answer, (id) => (id === "b" ? "the file" : undefined));
    expect(await idsOf(listed)).toEqual(["a", "b"]);
    expect((await listed).duplicates).toEqual(["a"]);
    expect((await listed).errors).toEqual([
      { index: 1, path: "id", message: "id b is also in the file, which is used" },
      { index: 2, path: "id", message: "id a appears twice; the first entry is used" },
    ]);
  });

  test("whose models are all unreadable is refused, rather than to lose those of before", async () => {
    const { listed } = await list("openai", () => ({ json: { data: [{ id: 1 }, null] } }));
    await expect(listed).rejects.toThrow(/none can be read/);
  });

  test("with many faults has the first 200, and how many more there are", async () => {
    const data = [{ id: "a" }, ...Array.from({ length: 203 }, () => ({ id: 1 }))];
    const { listed } = await list("openai", () => ({ json: { data } }));
    const { errors } = await listed;
    expect(errors).toHaveLength(201);
    expect(errors.at(-1)).toEqual({ index: -1, path: "", message: "3 more are not listed" });
  });
});

describe("an Ollama", () => {
  const tags = (...names: string[]) => ({
    json: { models: names.map((name) => ({ name, model: name, details: { family: "" } })) },
  });

  test("is asked what each model can do, which its list does not say", async () => {
    const { listed } = await list("ollama", (path, _origin, body) => {
      if (path === "/api/tags") return tags("a", "b");
      const { model } = body as { model: string };
      if (path !== "/api/show") return undefined;
      const model_info = { "general.architecture": "x", "x.context_length": 4096 };
      const capabilities = model === "a" ? ["embedding"] : ["completion"];
      return { json: { capabilities, model_info, details: { family: "qwen3" } } };
    });
    expect((await listed).entries).toMatchObject([
      { id: "a", task: "TextToEmbeddings", details: { context_length: 4096, family: "qwen3" } },
      { id: "b", task: "TextToText", provider: "box" },
    ]);
  });

  test("that does not show a model lists it without its details, with a note", async () => {
    const { listed } = await list("ollama", (path) =>
      path === "/api/tags" ? tags("a") : { status: 500, json: {} },
    );
    const { entries, errors, isPartial } = await listed;
    expect(entries).toMatchObject([{ id: "a", details: { context_length: null } }]);
    expect(errors).toMatchObject([{ index: 0, path: "details.context_length", note: true }]);
    expect(errors[0]?.message).toMatch(/^a is listed without its details: the server answered/);
    expect(isPartial).toBe(false);
  });
});
