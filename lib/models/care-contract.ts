import { endpoint } from "@/lib/http/endpoint";
import { moveInput, moveReport } from "@/lib/profiles/move-schema";
import { syncReport } from "./query";
import { catalogCare } from "./source-schema";

const tag = "Administration";
const move = { from: "a-model-that-is-gone", to: "qwen3-30b-a3b-q4-k-m" };

export const careContract = {
  care: endpoint({
    method: "GET",
    path: "/api/admin/catalog",
    tag,
    summary: "What the catalog is made of, the last read of each source, and what is missing",
    access: ["admin"],
    response: catalogCare,
    examples: [{ summary: "All of it", status: 200 }],
  }),
  sync: endpoint({
    method: "POST",
    path: "/api/admin/catalog/sync",
    tag,
    summary: "Read the catalog's file again; a change of it is also picked up by itself",
    access: ["admin"],
    response: syncReport,
    examples: [{ summary: "With a report of what changed", status: 200 }],
  }),
  movePreview: endpoint({
    method: "POST",
    path: "/api/admin/catalog/move/preview",
    tag,
    summary: "The profiles that a move to another model would take or leave; nothing is changed",
    access: ["admin"],
    body: moveInput,
    response: moveReport,
    errors: ["validation_failed"],
    examples: [{ summary: "Before it is done", body: move, status: 200 }],
  }),
  move: endpoint({
    method: "POST",
    path: "/api/admin/catalog/move",
    tag,
    summary: "Move all profiles of one model, whoever owns them, to another that fits them",
    access: ["admin"],
    body: moveInput,
    response: moveReport,
    errors: ["validation_failed"],
    examples: [
      { summary: "All at once; what does not fit is left and told", body: move, status: 200 },
      {
        summary: "Refused: to a model that the catalog lacks",
        body: { ...move, to: "none" },
        status: 422,
      },
    ],
  }),
};
