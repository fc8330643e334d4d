import { endpoint } from "@/lib/http/endpoint";
import { example, exampleInput, exampleList } from "./schema";

const tag = "Tasks and assignments";
const task = { task: "A task's key or number" };

export const playgroundContract = {
  examples: endpoint({
    method: "GET",
    path: "/api/tasks/{task}/examples",
    tag,
    summary: "The caller's examples for a task, newest first",
    access: ["read"],
    params: task,
    response: exampleList,
    errors: ["task_not_found"],
    examples: [{ summary: "Of Engineering", params: { task: "engineering" }, status: 200 }],
  }),
  addExample: endpoint({
    method: "POST",
    path: "/api/tasks/{task}/examples",
    tag,
    summary: "Keep an input to try a task with",
    access: ["write"],
    params: task,
    body: exampleInput,
    // What the input contains depends on the task.
    bodyCheckedByService: true,
    response: example,
    status: 201,
    errors: ["task_not_found", "quota_exceeded", "validation_failed"],
    examples: [
      {
        summary: "A prompt",
        params: { task: "engineering" },
        body: {
          name: "Reverse a list",
          input: { messages: [{ role: "user", content: "Reverse a list in place." }] },
        },
        status: 201,
      },
    ],
  }),
  removeExample: endpoint({
    method: "DELETE",
    path: "/api/tasks/{task}/examples/{id}",
    tag,
    summary: "Delete an example",
    access: ["write"],
    params: { ...task, id: "The example's id" },
    errors: ["task_not_found", "example_not_found"],
    examples: [{ summary: "It is gone for good", status: 204 }],
  }),
};
