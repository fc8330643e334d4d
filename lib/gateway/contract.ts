import { endpoint } from "@/lib/http/endpoint";
import { dryRun, dryRunInput, dryRunQuery } from "./dry-run-schema";
import {
  chatRequest,
  completionRequest,
  embeddingRequest,
  imageRequest,
  rerankRequest,
} from "./request-schema";
import {
  chatCompletion,
  completion,
  embeddings,
  gatewayModel,
  gatewayModels,
  images,
  ranking,
} from "./response-schema";

const tag = "Gateway";

const headers = {
  "X-On-Behalf-Of": "A user's id: their profiles are used. Needs a key with `service` and `infer`",
  Prefer: "`handling=strict` refuses every value that cannot be sent as it is",
};
const forUser = { "X-On-Behalf-Of": headers["X-On-Behalf-Of"] };

/** Bytes of a body: images are in it. */
const BODY_LIMIT = 32 * 1024 * 1024;

const running = {
  method: "POST",
  tag,
  access: ["infer"],
  headers,
  bodyLimit: BODY_LIMIT,
  errors: [
    "validation_failed",
    "engine_refused",
    "unsupported_parameter",
    "unsupported_endpoint",
    "context_length_exceeded",
    "not_for_this_task",
    "model_not_allowed",
    "model_not_found",
    "user_not_found",
    "queue_full",
    "engine_rate_limited",
    "internal_error",
    "engine_error",
    "engine_bad_answer",
    "engine_unavailable",
    "no_engine_for_model",
    "model_loading",
    "shutting_down",
    "first_token_timeout",
    "silence_timeout",
    "total_timeout",
  ],
} as const;

/** No model of the catalog has an engine unless an admin adds one. */
const NO_ENGINE = 503;

export const gatewayContract = {
  chat: endpoint({
    ...running,
    path: "/v1/chat/completions",
    summary: "Complete a chat with a task's or a profile's model",
    body: chatRequest,
    response: chatCompletion,
    streams: true,
    examples: [
      {
        summary:
          "With the caller's profile for the task Primary; 503 without an engine for its model",
        body: { model: "task:primary", messages: [{ role: "user", content: "Hello" }] },
        status: NO_ENGINE,
      },
    ],
  }),
  completions: endpoint({
    ...running,
    path: "/v1/completions",
    summary: "Complete a text, without the profile's prompt",
    body: completionRequest,
    response: completion,
    streams: true,
    examples: [
      {
        summary: "A text to continue",
        body: { model: "task:primary", prompt: "Once upon a time" },
        status: NO_ENGINE,
      },
    ],
  }),
  embeddings: endpoint({
    ...running,
    path: "/v1/embeddings",
    summary: "Create embeddings",
    body: embeddingRequest,
    response: embeddings,
    examples: [
      {
        summary: "Two texts",
        body: { model: "task:embedding", input: ["one", "two"] },
        status: NO_ENGINE,
      },
    ],
  }),
  rerank: endpoint({
    ...running,
    path: "/v1/rerank",
    summary: "Rerank documents by their relevance to a query",
    body: rerankRequest,
    response: ranking,
    examples: [
      {
        summary: "The best of two documents",
        body: { model: "task:reranking", query: "cats", documents: ["dogs", "cats"], top_n: 1 },
        status: NO_ENGINE,
      },
    ],
  }),
  images: endpoint({
    ...running,
    path: "/v1/images/generations",
    summary: "Generate images",
    body: imageRequest,
    response: images,
    examples: [
      {
        summary: "An image in the profile's size",
        body: { model: "task:image_generation", prompt: "A lighthouse" },
        status: NO_ENGINE,
      },
    ],
  }),
  dryRun: endpoint({
    method: "POST",
    path: "/api/gateway/dry-run",
    tag,
    summary: "Show the request that an engine would get, and where its values come from",
    access: ["read"],
    query: dryRunQuery,
    body: dryRunInput,
    // The request inside is checked by the schema of its path.
    bodyCheckedByService: true,
    bodyLimit: BODY_LIMIT,
    response: dryRun,
    errors: [
      "invalid_query",
      "validation_failed",
      "unsupported_parameter",
      "unsupported_endpoint",
      "not_for_this_task",
      "model_not_allowed",
      "model_not_found",
      "engine_not_found",
      "no_engine_for_model",
    ],
    examples: [
      {
        summary: "As vLLM would get it, whether there is one or not",
        query: { render: "false" },
        body: {
          path: "/v1/chat/completions",
          body: { model: "task:primary", messages: [{ role: "user", content: "Hello" }] },
          engine: "vllm",
        },
        status: 200,
      },
    ],
  }),
  models: endpoint({
    method: "GET",
    path: "/v1/models",
    tag,
    summary: "List the tasks and the caller's profiles as models",
    access: ["infer"],
    headers: forUser,
    response: gatewayModels,
    errors: ["user_not_found"],
    examples: [{ summary: "All 19 tasks, and the caller's profiles", status: 200 }],
  }),
  model: endpoint({
    method: "GET",
    path: "/v1/models/{id}",
    tag,
    summary: "Get a task or a profile as a model",
    access: ["infer"],
    headers: forUser,
    params: { id: "`task:primary`, `profile:<name>` and so on" },
    response: gatewayModel,
    errors: ["model_not_found", "user_not_found"],
    examples: [{ summary: "The task Primary", params: { id: "task:primary" }, status: 200 }],
  }),
};
