import { endpoint } from "@/lib/http/endpoint";
import { modelPage, modelQuery, modelRows, modelWithUse } from "./query";

export const modelsContract = {
  list: endpoint({
    method: "GET",
    path: "/api/models",
    tag: "Catalog",
    summary: "Search the catalog",
    access: ["read"],
    query: modelQuery,
    response: modelPage,
    cacheable: true,
    errors: ["invalid_query", "invalid_cursor"],
    examples: [
      { summary: "All models", status: 200 },
      {
        summary: "Text models that mention qwen, longest context first",
        query: { task: "TextToText", q: "qwen", sort: "-context_length" },
        status: 200,
      },
    ],
  }),
  get: endpoint({
    method: "GET",
    path: "/api/models/{id}",
    tag: "Catalog",
    summary: "Read a model",
    access: ["read"],
    params: { id: "The model's id" },
    response: modelWithUse,
    cacheable: true,
    errors: ["model_not_found"],
    examples: [{ summary: "One model", params: { id: "qwen3-30b-a3b-q4-k-m" }, status: 200 }],
  }),
  rows: endpoint({
    method: "GET",
    path: "/api/catalog",
    tag: "Catalog",
    summary:
      "The whole catalog, one short row per model, for programs that search and choose themselves",
    access: ["read"],
    response: modelRows,
    sends: ["ETag"],
    cacheable: true,
    conditional: ["If-None-Match"],
    examples: [{ summary: "All models", status: 200 }],
  }),
};
