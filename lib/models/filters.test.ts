import { describe, expect, test } from "vitest";
import { comparedIn, FACETS, filtersIn, isNarrowed, MODEL_SORTS, NO_FILTERS } from "./filters";

const inUrl = (query: string) => filtersIn(new URLSearchParams(query));

describe("the filters of the catalog", () => {
  test("are those of the address", () => {
    const query =
      "q=qwen&task=TextToText&provider=box&family=Qwen&quantization=Q4&sort=-size&view=cards&ids=a,b";
    expect(inUrl(query)).toEqual({
      ...{ q: "qwen", task: "TextToText", provider: "box", family: "Qwen", quantization: "Q4" },
      ...{ sort: "-size", view: "cards", ids: "a,b" },
    });
  });

  test.each(["", "sort=price&view=list", "sort=NAME&view="])(
    "are none where %j has nothing valid",
    (query) => {
      expect(inUrl(query)).toEqual(NO_FILTERS);
    },
  );

  test("end where no name is that long, but ids do not", () => {
    const long = "x".repeat(400);
    for (const facet of FACETS) expect(inUrl(`${facet}=${long}`)[facet]).toHaveLength(300);
    expect(inUrl(`q=${long}`).q).toHaveLength(64);
    expect(inUrl(`ids=${long}`).ids).toHaveLength(400);
  });

  test.each(MODEL_SORTS)("have the order %s", (sort) => {
    expect(inUrl(`sort=${sort}`).sort).toBe(sort);
  });

  test("narrow the list by words or a facet, not by its order, its looks or what is picked", () => {
    expect(isNarrowed(NO_FILTERS)).toBe(false);
    expect(isNarrowed({ ...NO_FILTERS, sort: "-size", view: "cards", ids: "a" })).toBe(false);
    for (const name of ["q", ...FACETS]) {
      expect(isNarrowed({ ...NO_FILTERS, [name]: "x" }), name).toBe(true);
    }
  });
});

test.each([
  ["ids=a,b&only=differences", { ids: "a,b", only: "differences" }],
  ["only=everything", { ids: "", only: "" }],
  ["", { ids: "", only: "" }],
])("a comparison at %j shows %j", (query, shown) => {
  expect(comparedIn(new URLSearchParams(query))).toEqual(shown);
});
