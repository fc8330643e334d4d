import { expect, test } from "@playwright/test";
import { withCatalog } from "./catalog-file";
import type { Json } from "./client";
import {
  CODER,
  expectFaults,
  expectProblem,
  makeProfile,
  makeWriter,
  MODEL,
  ok,
  profileInput,
} from "./world";

const FACETS = ["task", "provider", "family", "quantization"] as const;

function facetOf(model: Json, facet: (typeof FACETS)[number]): string | null {
  if (facet === "family") return model.details.family as string | null;
  if (facet === "quantization") return model.details.quantization_level as string | null;
  return model[facet] as string;
}

function count(models: Json[], facet: (typeof FACETS)[number]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const model of models) {
    const value = facetOf(model, facet);
    if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

test.describe("search", () => {
  test("every model is there with the fields of the file, and available", async () => {
    const { client } = await makeWriter();
    const { data, total } = ok(await client.get("/api/models?limit=200")).body;
    expect(data).toHaveLength(total as number);
    for (const model of data) {
      expect(model.available).toBe(true);
      const one = ok(await client.get(`/api/models/${encodeURIComponent(String(model.id))}`)).body;
      const { used_by, correction: _correction, ...rest } = one;
      expect(rest).toEqual(model);
      expect(used_by).toBeGreaterThanOrEqual(0);
    }
  });

  test("facets count what each choice would leave, the other filters kept", async () => {
    const { client } = await makeWriter();
    const all: Json[] = ok(await client.get("/api/models?limit=200")).body.data;
    const { facets } = ok(await client.get("/api/models")).body;
    for (const facet of FACETS) expect(facets[facet]).toEqual(count(all, facet));
    for (const facet of FACETS) {
      for (const value of Object.keys(facets[facet] as object)) {
        const query = new URLSearchParams({ [facet]: value, limit: "200" });
        const page = ok(await client.get(`/api/models?${query.toString()}`)).body;
        const matching = all.filter((model) => facetOf(model, facet) === value);
        expect(page.total).toBe(facets[facet][value]);
        expect(page.data.map((row: Json) => String(row.id)).sort()).toEqual(
          matching.map((row) => String(row.id)).sort(),
        );
        for (const other of FACETS) {
          const counted = other === facet ? all : matching;
          expect(page.facets[other]).toEqual(count(counted, other));
        }
      }
    }
  });

  test("words are found in any order and case; what is not there is not found", async () => {
    const { client } = await makeWriter();
    const found = async (q: string) =>
      Number(ok(await client.get(`/api/models?q=${encodeURIComponent(q)}`)).body.total);
    expect(await found("CODER qwen3")).toBe(1);
    expect(await found("qwen3 coder")).toBe(1);
    expect(await found("  qwen3   coder ")).toBe(1);
    expect(await found("no such model")).toBe(0);
    expect(await found("%")).toBe(0);
    expect(await found(".*")).toBe(0);
  });

  test("used_by counts the profiles that the caller sees, and no others", async () => {
    const { client } = await makeWriter();
    const other = await makeWriter("other");
    const uses = async () => Number(ok(await client.get(`/api/models/${CODER}`)).body.used_by);
    const before = await uses();
    await makeProfile(other.client, { model_name: CODER });
    expect(await uses()).toBe(before);
    await makeProfile(client, { model_name: CODER });
    expect(await uses()).toBe(before + 1);
  });

  test("a model that is none is model_not_found", async () => {
    const { client } = await makeWriter();
    for (const id of ["none", MODEL.toUpperCase(), "__proto__", "constructor", "%00", "%F0%28"]) {
      expectProblem(await client.get(`/api/models/${id}`), 404, "model_not_found");
    }
  });

  test("a wrong model_name is told the closest ids", async () => {
    const { client } = await makeWriter();
    const input = profileInput({ model_name: "qwen3-coder-30b" });
    const { model_name } = expectFaults(
      await client.post("/api/models/profiles", input),
      "model_name",
    );
    expect(model_name.code).toBe("unknown_model");
    expect(model_name.message).toMatch(/closest are qwen3-coder-30b-a3b/);
  });
});

test.describe("sync", () => {
  test("added, updated and removed models are told and in force at once", async () => {
    const { client } = await makeWriter();
    await withCatalog(async ({ to, entries }) => {
      const [first, second, ...rest] = entries as [Json, Json, ...Json[]];
      const odd = "org/name:tag 1%41";
      const report = await to([
        { ...first, details: { ...first.details, description: "Changed" } },
        ...rest,
        { ...first, id: odd, name: odd, note: { kept: [1] } },
      ]);
      expect(report).toEqual({
        added: [odd],
        updated: [first.id],
        removed: [second.id],
        errors: [],
      });
      const added = ok(await client.get(`/api/models/${encodeURIComponent(odd)}`)).body;
      expect(added).toMatchObject({ id: odd, note: { kept: [1] } });
      await makeProfile(client, { model_name: odd });
      const changed = ok(await client.get(`/api/models/${String(first.id)}`)).body;
      expect(changed.details.description).toBe("Changed");
      const gone = await client.get(`/api/models/${String(second.id)}`);
      expectProblem(gone, 404, "model_not_found");
    });
  });

  test("a file that did not change changes nothing", async () => {
    await withCatalog(async ({ to, entries }) => {
      const nothing = { added: [], updated: [], removed: [], errors: [] };
      expect(await to(entries)).toEqual(nothing);
      expect(await to([...entries].reverse())).toEqual(nothing);
      expect(await to(`\uFEFF${JSON.stringify(entries)}`)).toEqual(nothing);
    });
  });

  test("entries without a usable id are reported and skipped; unusable details are noted as unknown", async () => {
    await withCatalog(async ({ to, entries }) => {
      const [good] = entries as [Json, ...Json[]];
      const report = await to([
        ...entries,
        { ...good, id: "" },
        { ...good, id: "bad-task", task: "Nonsense" },
        { ...good, id: "bad-parameters", parameters: { temperature: 9 } },
        null,
        "text",
        { ...good },
        { ...good, id: "fine" },
      ]);
      expect(report.added).toEqual(["bad-task", "bad-parameters", "fine"]);
      const at = entries.length;
      const paths = report.errors.map((row: Json) => [Number(row.index) - at, row.path]);
      expect(paths).toEqual([
        [0, "id"],
        [1, "task"],
        [2, "parameters.temperature"],
        [3, ""],
        [4, ""],
        [5, "id"],
      ]);
      for (const row of report.errors) expect(String(row.message).length).toBeGreaterThan(5);
      const noted = report.errors.filter((row: Json) => row.note === true);
      expect(noted.map((row: Json) => String(row.path))).toEqual([
        "task",
        "parameters.temperature",
      ]);
    });
  });

  test("a file that is no JSON or no list changes nothing", async () => {
    const { client } = await makeWriter();
    await withCatalog(async ({ to }) => {
      const before = ok(await client.get("/api/models?limit=200")).body;
      for (const text of ["", "{", "null", "1", "{}", '{"models":{}}', "[1"]) {
        const report = await to(text);
        expect(report).toMatchObject({ added: [], updated: [], removed: [] });
        expect(report.errors).toHaveLength(1);
        expect(report.errors[0]).toMatchObject({ index: -1, path: "" });
        expect(ok(await client.get("/api/models?limit=200")).body).toEqual(before);
      }
    });
  });

  test("Ollama's /api/tags is taken as it comes", async () => {
    const { client } = await makeWriter();
    await withCatalog(async ({ to, entries }) => {
      const tags = [
        {
          name: "llama3:8b",
          model: "llama3:8b",
          modified_at: "2026-05-04T17:37:44.706015396-07:00",
          size: 4_661_224_676,
          digest: "365c0bd3c000a25d28ddbf732fe1c6add414de7275464c4e4d1c3b5fcb5d8ad1",
          details: {
            parent_model: "",
            format: "gguf",
            family: "llama",
            families: ["llama"],
            parameter_size: "8.0B",
            quantization_level: "Q4_0",
          },
        },
        { name: "llava:7b", capabilities: ["completion", "vision"], details: {} },
        { name: "nomic-embed-text:latest", details: { family: "nomic-bert" } },
      ];
      const models = [...entries, ...tags];
      const report = await to(JSON.stringify({ models }));
      expect(report.errors).toEqual([]);
      expect(report.added.sort()).toEqual(tags.map((tag) => tag.name).sort());
      const taskOf = async (id: string) =>
        ok(await client.get(`/api/models/${encodeURIComponent(id)}`)).body.task as string;
      expect(await taskOf("llama3:8b")).toBe("TextToText");
      expect(await taskOf("llava:7b")).toBe("VisionTextToText");
      expect(await taskOf("nomic-embed-text:latest")).toBe("TextToEmbeddings");
    });
  });
});
