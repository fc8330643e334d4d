import { endpoint } from "@/lib/http/endpoint";
import { moveInput, moveReport } from "./schema";

const tag = "Administration";
const move = { from: "a-model-that-is-gone", to: "qwen3-30b-a3b-q4-k-m" };

export const movesContract = {
  preview: endpoint({
    method: "POST",
    path: "/api/admin/catalog/move/preview",
    tag,
    summary: "Preview which profiles a move to another model would change; nothing is changed",
    access: ["admin"],
    body: moveInput,
    response: moveReport,
    errors: ["validation_failed"],
    examples: [{ summary: "Before the move", body: move, status: 200 }],
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
      {
        summary: "All at once; profiles that do not fit are skipped and listed",
        body: move,
        status: 200,
      },
      {
        summary: "Refused: the target is not in the catalog",
        body: { ...move, to: "none" },
        status: 422,
      },
    ],
  }),
};
