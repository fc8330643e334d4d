import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinIds } from "./address";
import { filtersIn, MODEL_SORTS } from "./filters";
import { modelQuery } from "./query";
import { rowOf } from "./row";
import { modelEntry } from "./schema";
import { closestIds } from "@/lib/values/unknown-model";
import { firstRows, foundIn, positionOf, searchModels, sorted } from "./search";

const anyEntry = fc
  .record({
    name: fc.constantFrom("a", "B", "b", "ä", "Z"),
    task: fc.constantFrom("TextToText", "TextToImage"),
    provider: fc.constantFrom("p", "q"),
    size: fc.option(fc.nat(3)),
    family: fc.option(fc.constantFrom("f", "F", "G", "constructor")),
    quantization_level: fc.option(fc.constantFrom("Q4", "Q8")),
  })
  .map(({ family, quantization_level, ...rest }) => ({
    ...rest,
    details: { family, quantization_level },
  }));
const catalogs = fc
  .array(anyEntry, { maxLength: 12 })
  .map((rows) =>
    rows.map((row, index) => rowOf(modelEntry.parse({ ...row, id: `id-${index}`, model: "m" }))),
  );
const ask = (query: object) => modelQuery.parse(query);

describe("search", () => {
  test("pages in every order hold each model once, whatever their size", () => {
    fc.assert(
      fc.property(
        catalogs,
        fc.constantFrom(...MODEL_SORTS),
        fc.integer({ min: 1, max: 4 }),
        (entries, sort, limit) => {
          const query = ask({ sort, limit: String(limit) });
          const seen: string[] = [];
          let after: ReturnType<typeof positionOf> | undefined;
          for (;;) {
            const { rows, total } = searchModels(entries, query, after);
            expect(total).toBe(entries.length);
            const page = rows.slice(0, limit);
            seen.push(...page.map(({ id }) => id));
            const last = page.at(-1);
            if (rows.length <= limit || !last) break;
            after = positionOf(last, sort);
          }
          const whole = searchModels(entries, ask({ sort, limit: "200" }), undefined).rows;
          expect(seen).toEqual(whole.map(({ id }) => id));
          expect(new Set(seen).size).toBe(entries.length);
        },
      ),
    );
  });

  test("a facet's count is the total that choosing it gives, the other filters kept", () => {
    fc.assert(
      fc.property(
        catalogs,
        fc.constantFrom({}, { provider: "p" }, { q: "a" }),
        (entries, filter) => {
          const { facets } = searchModels(entries, ask(filter), undefined);
          for (const [facet, counts] of Object.entries(facets)) {
            for (const [value, count] of Object.entries(counts)) {
              const chosen = ask({ ...filter, [facet]: value });
              // A filter is met in any case of its letters.
              expect(searchModels(entries, chosen, undefined).total).toBe(count);
            }
          }
        },
      ),
    );
  });

  test("the first rows are the start of what is found in the whole catalog, with its counts", () => {
    const addresses = fc.constantFrom("", "q=a", "provider=p&sort=-size", "task=none", "family=F");
    fc.assert(
      fc.property(catalogs, addresses, (entries, address) => {
        const filters = {
          ...filtersIn(new URLSearchParams(address)),
          ids: joinIds(["id-0-7", "gone"]),
        };
        const many = entries.flatMap((row) =>
          Array.from({ length: 20 }, (_, n) => ({ ...row, id: `${row.id}-${n}` })),
        );
        const whole = foundIn(sorted(many, filters.sort), filters);
        const { rows, of, picked, ...counts } = firstRows(many, filters);
        expect(rows).toEqual(whole.rows.slice(0, 60));
        expect(counts).toEqual({ total: whole.rows.length, facets: whole.facets });
        expect(of).toBe(many.length);
        expect(picked.map(({ id }) => id)).toEqual(entries.length > 0 ? ["id-0-7"] : []);
      }),
    );
  });

  test("words are looked for in every field that is told", () => {
    const entry = modelEntry.parse({
      id: "the-id",
      name: "The Name",
      model: "m",
      task: "Reranking",
      provider: "p",
      details: { family: "Clan", quantization_level: "Q4_K_M", description: "Ranks TEXTS" },
    });
    const found = (q: string) => searchModels([rowOf(entry)], ask({ q }), undefined).total;
    for (const q of ["THE-ID", "name the", "clan", "q4_k_m", "texts rank"])
      expect(found(q)).toBe(1);
    expect(found("name nowhere")).toBe(0);
  });

  test("what is not known comes last, whichever way it goes", () => {
    const entry = (id: string, size: number | null, modified_at: string | null) =>
      rowOf(
        modelEntry.parse({
          id,
          name: id,
          model: "m",
          task: "Reranking",
          provider: "p",
          size,
          modified_at,
          details: {},
        }),
      );
    const rows = [entry("none", null, null), entry("old", 1, "2024"), entry("new", 2, "2025")];
    for (const sort of ["size", "-size", "modified_at", "-modified_at"] as const) {
      expect(sorted(rows, sort).at(-1)?.id).toBe("none");
    }
  });

  test("an unknown value counts in no facet and meets no filter", () => {
    const entry = modelEntry.parse({
      id: "x",
      name: "x",
      model: "x",
      task: "Reranking",
      provider: "p",
      details: {},
    });
    expect(searchModels([rowOf(entry)], ask({}), undefined).facets.family).toEqual({});
    expect(searchModels([rowOf(entry)], ask({ family: "null" }), undefined).total).toBe(0);
  });
});

describe("closestIds", () => {
  test("the nearest come first, ties by id, at most three", () => {
    const ids = ["qwen3-30b", "qwen3-4b", "llama", "QWEN3-30c", "zzz"];
    expect(closestIds("qwen3-30a", ids)).toEqual(["QWEN3-30c", "qwen3-30b", "qwen3-4b"]);
    expect(closestIds("x", [])).toEqual([]);
  });
});
