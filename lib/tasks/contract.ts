import { endpoint } from "@/lib/http/endpoint";
import {
  historyPage,
  historyQuery,
  taskChanges,
  tasksInput,
  tasksQuery,
  tunedTask,
  tuneInput,
  undoInput,
  undoResult,
} from "./schema";

const tag = "Tasks and assignments";
const task = { task: "A task's key or number" };

const UNDO_ERRORS = [
  "nothing_to_undo",
  "changed_since",
  "name_taken",
  "quota_exceeded",
  "validation_failed",
] as const;
const change = "e4d0a7f2-6a1c-4f4e-9d0e-7b1c2f3a4d55";

export const tasksContract = {
  tune: endpoint({
    method: "PATCH",
    path: "/api/tasks/{task}",
    tag,
    summary: "Change what a task runs: your profile for it, or a new one based on its default",
    access: ["write"],
    params: task,
    body: tuneInput,
    bodyCheckedByService: true,
    response: tunedTask,
    sends: ["ETag"],
    conditional: ["If-Match"],
    errors: [
      "task_not_found",
      "profile_shared",
      "name_taken",
      "quota_exceeded",
      "revision_mismatch",
      "validation_failed",
    ],
    examples: [
      {
        summary: "A lower temperature",
        params: { task: "engineering" },
        body: { profile: { parameters: { temperature: 0.15 } } },
        status: 200,
      },
      {
        summary: "Invalid: the temperature is out of range",
        params: { task: "engineering" },
        body: { profile: { parameters: { temperature: 3 } } },
        status: 422,
      },
    ],
  }),
  tuneMany: endpoint({
    method: "PATCH",
    path: "/api/tasks",
    tag,
    summary: "Change, assign or reset many tasks at once, or preview that",
    access: ["write"],
    query: tasksQuery,
    body: tasksInput,
    bodyCheckedByService: true,
    response: taskChanges,
    errors: [
      "invalid_query",
      "profile_shared",
      "name_taken",
      "quota_exceeded",
      "validation_failed",
    ],
    examples: [
      {
        summary: "Which tasks could use a profile; nothing is changed",
        query: { dry_run: "true" },
        body: {
          tasks: ["primary", "engineering", "embedding"],
          assign: "00000000-0000-0000-0000-000000000001",
        },
        status: 200,
      },
      {
        summary: "The same value for two tasks",
        body: { tasks: ["primary", "analysis"], profile: { parameters: { temperature: 0.3 } } },
        status: 200,
      },
      {
        summary: "Refused: one of them takes other models",
        body: {
          tasks: ["engineering", "embedding"],
          assign: "00000000-0000-0000-0000-000000000001",
        },
        status: 422,
      },
    ],
  }),
  undo: endpoint({
    method: "POST",
    path: "/api/tasks/{task}/undo",
    tag,
    summary: "Undo your last change of a task",
    access: ["write"],
    params: task,
    response: undoResult,
    errors: ["task_not_found", ...UNDO_ERRORS],
    examples: [
      { summary: "Nothing was changed", params: { task: "reranking" }, status: 409 },
      { summary: "The profile that the change created is deleted", status: 200 },
    ],
  }),
  undoChange: endpoint({
    method: "POST",
    path: "/api/tasks/undo",
    tag,
    summary: "Undo a change of one task or many",
    access: ["write"],
    body: undoInput,
    response: undoResult,
    errors: ["change_not_found", ...UNDO_ERRORS],
    examples: [{ summary: "By the id that the change returned", body: { change }, status: 200 }],
  }),
  history: endpoint({
    method: "GET",
    path: "/api/tasks/history",
    tag,
    summary: "List how the profiles of your tasks changed, newest first",
    access: ["read"],
    query: historyQuery,
    response: historyPage,
    cacheable: true,
    errors: ["invalid_query", "invalid_cursor"],
    examples: [{ summary: "Of one task", query: { task: "engineering" }, status: 200 }],
  }),
  restore: endpoint({
    method: "POST",
    path: "/api/tasks/{task}/restore",
    tag,
    summary: "Assign the profile again that a change assigned to the task",
    access: ["write"],
    params: task,
    body: undoInput,
    response: tunedTask,
    sends: ["ETag"],
    errors: ["task_not_found", "change_not_found", "changed_since", "validation_failed"],
    examples: [{ summary: "From the history", body: { change }, status: 200 }],
  }),
};
