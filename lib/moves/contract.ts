import { endpoint } from "@/lib/http/endpoint";
import { moveInput, moveReport } from "./schema";

const tag = "Administration";
const move = { from: "a-model-that-is-gone", to: "qwen3-30b-a3b-q4-k-m" };

export const movesContract = {
  preview: endpoint({
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
