import { endpoint } from "@/lib/http/endpoint";
import { config, configInput, resolved, resolvedList, resolveQuery, taskList } from "./schema";

const tag = "Tasks and assignments";

export const assignmentsContract = {
  tasks: endpoint({
    method: "GET",
    path: "/api/tasks",
    tag,
    summary: "The 19 tasks",
    access: ["read"],
    response: taskList,
    cacheable: true,
    examples: [{ summary: "All tasks", status: 200 }],
  }),
  config: endpoint({
    method: "GET",
    path: "/api/config",
    tag,
    summary: "Which profile does each task",
    access: ["read"],
    response: config,
    cacheable: true,
    examples: [{ summary: "The caller's choices and the defaults", status: 200 }],
  }),
  replaceConfig: endpoint({
    method: "PUT",
    path: "/api/config",
    tag,
    summary: "Set all assignments; what is left out goes back to its default",
    access: ["write"],
    body: configInput,
    bodyCheckedByService: true,
    response: config,
    errors: ["validation_failed"],
    examples: [
      {
        summary: "One choice, all else default",
        body: {
          model_profiles: { analysis_profile_id: "00000000-0000-0000-0000-000000000001" },
        },
        status: 200,
      },
    ],
  }),
  patchConfig: endpoint({
    method: "PATCH",
    path: "/api/config",
    tag,
    summary: "Change some assignments; null goes back to the default",
    access: ["write"],
    body: configInput,
    bodyCheckedByService: true,
    response: config,
    errors: ["validation_failed"],
    examples: [
      {
        summary: "One task changes, another goes back",
        body: {
          model_profiles: {
            primary_profile_id: "00000000-0000-0000-0000-000000000009",
            analysis_profile_id: null,
          },
        },
        status: 200,
      },
    ],
  }),
  resolveAll: endpoint({
    method: "GET",
    path: "/api/resolve",
    large: true,
    tag,
    summary: "What is in force for every task",
    access: ["read", "service"],
    query: resolveQuery,
    response: resolvedList,
    sends: ["ETag"],
    cacheable: true,
    conditional: ["If-None-Match"],
    errors: ["invalid_query", "user_not_found", "model_unavailable"],
    examples: [{ summary: "All 19, in type order", status: 200 }],
  }),
  resolve: endpoint({
    method: "GET",
    path: "/api/resolve/{task}",
    tag,
    summary: "What is in force for one task",
    access: ["read", "service"],
    params: { task: "A task's key or number" },
    query: resolveQuery,
    response: resolved,
    sends: ["ETag"],
    cacheable: true,
    conditional: ["If-None-Match"],
    errors: ["invalid_query", "task_not_found", "user_not_found", "model_unavailable"],
    examples: [
      { summary: "By key", params: { task: "primary" }, status: 200 },
      {
        summary: "By number; 409 where the model is gone",
        params: { task: "9" },
        query: { strict: "true" },
        status: 200,
      },
    ],
  }),
};
