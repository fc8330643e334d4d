import { endpoint } from "@/lib/http/endpoint";
import { catalogStatus } from "./catalog-schema";
import { correctionPatch } from "./correction-schema";
import { correctedModel, syncReport } from "./query";

const tag = "Administration";

export const catalogContract = {
  care: endpoint({
    method: "GET",
    path: "/api/admin/catalog",
    tag,
    summary: "The catalog's size, the last read of its file, and which models are missing",
    access: ["admin"],
    response: catalogStatus,
    examples: [{ summary: "All of it", status: 200 }],
  }),
  sync: endpoint({
    method: "POST",
    path: "/api/admin/catalog/sync",
    tag,
    summary: "Read the catalog file again now; changes to it are also noticed within seconds",
    access: ["admin"],
    response: syncReport,
    examples: [{ summary: "With a report of what changed", status: 200 }],
  }),
};

const corrected = { id: "The model's id; its slashes need not be escaped" };

export const correctionsContract = {
  patch: endpoint({
    method: "PATCH",
    path: "/api/admin/catalog/models/{id}",
    tag,
    summary: "Correct a model's task and context length, whatever its source reports",
    access: ["admin"],
    params: corrected,
    body: correctionPatch,
    response: correctedModel,
    errors: ["model_not_found", "validation_failed"],
    examples: [
      {
        summary: "A shorter context than the server reports",
        params: { id: "qwen3-30b-a3b-q4-k-m" },
        body: { context_length: 40_960 },
        status: 200,
      },
      {
        summary: "The task as reported",
        params: { id: "qwen3-30b-a3b-q4-k-m" },
        body: { task: null },
        status: 200,
      },
    ],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/admin/catalog/models/{id}",
    tag,
    summary: "Remove a model's correction; what its source reports applies again",
    access: ["admin"],
    params: corrected,
    errors: ["model_not_found"],
    examples: [{ summary: "As reported", params: { id: "qwen3-30b-a3b-q4-k-m" }, status: 204 }],
  }),
};
