import { endpoint } from "@/lib/http/endpoint";
import { adminMoveInput, moveInput, moveReport } from "./schema";

const tag = "Administration";
const move = { from: "a-model-that-is-gone", to: "qwen3-30b-a3b-q4-k-m" };

export const movesContract = {
  previewOwn: endpoint({
    method: "POST",
    path: "/api/models/profiles/move/preview",
    tag: "Profiles",
    summary: "Preview which of your profiles a move to another model would change",
    access: ["write"],
    body: moveInput,
    response: moveReport,
    errors: ["validation_failed"],
    examples: [{ summary: "Nothing is changed", body: move, status: 200 }],
  }),
  moveOwn: endpoint({
    method: "POST",
    path: "/api/models/profiles/move",
    tag: "Profiles",
    summary: "Move all your profiles of one model to another that fits them",
    access: ["write"],
    body: moveInput,
    response: moveReport,
    errors: ["validation_failed"],
    examples: [
      { summary: "Profiles that do not fit are skipped and listed", body: move, status: 200 },
    ],
  }),
  preview: endpoint({
    method: "POST",
    path: "/api/admin/catalog/move/preview",
    tag,
    summary: "Preview which profiles a move to another model would change; nothing is changed",
    access: ["admin"],
    body: adminMoveInput,
    response: moveReport,
    errors: ["validation_failed"],
    examples: [{ summary: "Before the move", body: move, status: 200 }],
  }),
  move: endpoint({
    method: "POST",
    path: "/api/admin/catalog/move",
    tag,
    summary: "Move the profiles of one model, everyone's or some, to another that fits them",
    access: ["admin"],
    body: adminMoveInput,
    response: moveReport,
    errors: ["validation_failed"],
    examples: [
      {
        summary: "All at once; profiles that do not fit are skipped and listed",
        body: move,
        status: 200,
      },
      { summary: "Only the defaults", body: { ...move, scope: "defaults" }, status: 200 },
      {
        summary: "Refused: the target is not in the catalog",
        body: { ...move, to: "none" },
        status: 422,
      },
    ],
  }),
};
