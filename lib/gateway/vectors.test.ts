import { describe, expect, test } from "vitest";
import { EngineFailure } from "./engine-failure";
import {
  embeddingsResponse,
  encodeVector,
  imagesResponse,
  rerankResponse,
  usageIn,
} from "./vectors";

const USAGE = { prompt_tokens: 4, completion_tokens: 0, total_tokens: 4 };
const HEAD = { id: "rerank-1", created: 1, model: "task:rerank" };

/** What is told of an answer that cannot be used. */
function failure(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof EngineFailure) return error.problem.message;
    throw error;
  }
  return "none";
}

describe("vectors", () => {
  const embed = (
    answer: unknown,
    input = ["a", "b"],
    encoding_format: "float" | "base64" = "float",
  ) => embeddingsResponse({ model: "m", input, encoding_format }, "m", answer, USAGE);
  const vectorsOf = (answer: unknown) => {
    const { data } = embed(answer);
    return (data as { embedding: unknown }[]).map(({ embedding }) => embedding);
  };
  const rows = [
    { object: "embedding", index: 0, embedding: [0.1, 0.2] },
    { object: "embedding", index: 1, embedding: [0.3, 0.4] },
  ];
  const VECTORS = [
    [0.1, 0.2],
    [0.3, 0.4],
  ];

  test.each<[string, unknown]>([
    ["OpenAI", { object: "list", data: rows }],
    ["a server that mixes the order up", { data: [...rows].reverse() }],
    ["a server that gives no index", { data: rows.map(({ embedding }) => ({ embedding })) }],
    [
      "llama.cpp, with a list around each",
      { data: rows.map((row) => ({ ...row, embedding: [row.embedding] })) },
    ],
    ["Ollama", { embeddings: VECTORS }],
  ])("of %s come in the order of the texts", (_whose, answer) => {
    expect(vectorsOf(answer)).toEqual(VECTORS);
  });

  test("in base64 are read, and written as 32-bit floats with the least byte first", () => {
    const base64 = Buffer.from(new Float32Array([0.5, -2]).buffer).toString("base64");
    expect(encodeVector([0.5, -2])).toBe(base64);
    expect(embed({ data: [{ embedding: base64 }] }, ["a"])).toMatchObject({
      data: [{ index: 0, embedding: [0.5, -2] }],
    });
    expect(embed({ embeddings: [[0.5, -2]] }, ["a"], "base64")).toEqual({
      object: "list",
      model: "m",
      data: [{ object: "embedding", index: 0, embedding: base64 }],
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
  });

  test.each<[string, unknown]>([
    ["The engine answered without vectors.", {}],
    ["The engine answered without vectors.", null],
    ["The engine answered without vectors.", { data: "x" }],
    ["The engine answered without a vector.", { data: [{ embedding: [] }, { embedding: [1] }] }],
    ["The engine answered without a vector.", { data: [{ embedding: null }, {}] }],
    ["The engine answered without a vector.", { embeddings: [["a"], [1]] }],
    ["The engine made 1 vectors of 2 texts.", { embeddings: [[1]] }],
    ["The engine made 3 vectors of 2 texts.", { embeddings: [[1], [2], [3]] }],
    ["The engine made 0 vectors of 2 texts.", { data: [] }],
  ])("are never made up: %s", (message, answer) => {
    expect(failure(() => embed(answer))).toBe(message);
  });
});

describe("documents", () => {
  const documents = ["a", "b", "c"];
  const rerank = (answer: unknown, more: object = {}) =>
    rerankResponse({ model: "m", query: "q", documents, ...more }, HEAD, answer, USAGE);
  const results = [
    { index: 0, relevance_score: 0.2 },
    { index: 1, relevance_score: 0.9 },
    { index: 2, relevance_score: -0.5 },
  ];

  test("come with the best first, whatever the order of the engine", () => {
    expect(rerank({ results })).toEqual({
      id: HEAD.id,
      model: HEAD.model,
      results: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.2 },
        { index: 2, relevance_score: -0.5 },
      ],
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
  });

  test("are as many as requested, with their texts if requested", () => {
    expect(rerank({ results }, { top_n: 1, return_documents: true }).results).toEqual([
      { index: 1, relevance_score: 0.9, document: { text: "b" } },
    ]);
  });

  test("of vLLM's /score are read too", () => {
    const data = [{ index: 2, score: 0.7 }];
    expect(rerank({ data }).results).toEqual([{ index: 2, relevance_score: 0.7 }]);
  });

  test.each([
    { index: 3, relevance_score: 1 },
    { index: -1, relevance_score: 1 },
    { index: 0.5, relevance_score: 1 },
    { index: 0, relevance_score: "high" },
    { relevance_score: 1 },
  ])("that were not sent, or have no score, are left out: %j", (row) => {
    expect(rerank({ results: [...results, row] }).results).toHaveLength(3);
    expect(failure(() => rerank({ results: [row] }))).toBe("The engine answered without scores.");
  });

  test("without any results are an error of the engine", () => {
    expect(failure(() => rerank({}))).toBe("The engine answered without results.");
  });
});

describe("images", () => {
  test("come as base64, with the prompt as the engine changed it", () => {
    const data = [
      { b64_json: "aGk=", revised_prompt: "a cat", url: null },
      { b64_json: "eW8=" },
      { url: "https://example.com" },
    ];
    expect(imagesResponse(HEAD, { data })).toEqual({
      created: 1,
      data: [{ b64_json: "aGk=", revised_prompt: "a cat" }, { b64_json: "eW8=" }],
    });
  });

  test("of which only addresses come are an error of the engine: nobody may be led there", () => {
    const told = "The engine answered without images in base64.";
    expect(failure(() => imagesResponse(HEAD, { data: [{ url: "http://10.0.0.1/x" }] }))).toBe(
      told,
    );
    expect(failure(() => imagesResponse(HEAD, null))).toBe(told);
  });
});

test.each<[unknown, number | undefined]>([
  [{ usage: { prompt_tokens: 7 } }, 7],
  [{ prompt_eval_count: 9 }, 9],
  [{ usage: {} }, undefined],
  [{}, undefined],
  [null, undefined],
])("the tokens of an answer without a stream are those it tells: %j", (answer, tokens) => {
  expect(usageIn(answer)?.prompt_tokens).toBe(tokens);
});
