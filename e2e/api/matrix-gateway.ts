import { expect } from "@playwright/test";
import {
  at,
  forInference,
  forReaders,
  type Owner,
  ownWrite,
  type Row,
  SCOPE,
  writers,
} from "./callers";

const MESSAGES = [{ role: "user", content: "Hello" }];
/** The catalog's models have no engine unless a test adds one. */
const NO_ENGINE = "503 no_engine_for_model";
const NO_REQUEST = "404 request_not_found";

/** Ids of recorded requests by their owner: reading them changes nothing. */
const recorded = new Map<string, string>();

/** The id of a request of the owner to the gateway that is written already. */
async function recordedRequest({ id: owner, session }: Owner): Promise<string> {
  const known = recorded.get(owner);
  if (known !== undefined) return known;
  const json = { model: "no such", messages: MESSAGES };
  const answer = await session.post("/v1/chat/completions", json);
  const id = answer.headers.get("x-request-id") ?? "";
  await expect.poll(async () => (await session.get(`/api/requests/${id}`)).status).toBe(200);
  recorded.set(owner, id);
  return id;
}

const EXAMPLES = "/api/tasks/primary/examples";
const EXAMPLE = { name: "Greeting", input: { messages: MESSAGES } };

/** Who may call the gateway, read its records and keep examples. */
export const GATEWAY_ROWS: Readonly<Record<string, Row>> = {
  "POST /v1/chat/completions": {
    target: at("/v1/chat/completions", { model: "task:primary", messages: MESSAGES }),
    ...forInference(NO_ENGINE),
  },
  "POST /v1/completions": {
    target: at("/v1/completions", { model: "task:primary", prompt: "Once" }),
    ...forInference(NO_ENGINE),
  },
  "POST /v1/embeddings": {
    target: at("/v1/embeddings", { model: "task:embedding", input: "text" }),
    ...forInference(NO_ENGINE),
  },
  "POST /v1/rerank": {
    target: at("/v1/rerank", { model: "task:reranking", query: "q", documents: ["d"] }),
    ...forInference(NO_ENGINE),
  },
  "POST /v1/images/generations": {
    target: at("/v1/images/generations", { model: "task:image_generation", prompt: "p" }),
    ...forInference(NO_ENGINE),
  },
  "POST /api/gateway/dry-run": {
    target: at("/api/gateway/dry-run", {
      path: "/v1/chat/completions",
      body: { model: "task:primary", messages: MESSAGES },
      engine: "ollama",
    }),
    ...forReaders,
  },
  "GET /api/tasks/{task}/examples": { target: at(EXAMPLES), ...forReaders },
  "POST /api/tasks/{task}/examples": { target: at(EXAMPLES, EXAMPLE), ...writers("201") },
  "DELETE /api/tasks/{task}/examples/{id}": {
    target: async ({ writer }) => {
      const { body } = await writer.post(EXAMPLES, EXAMPLE);
      return { path: `${EXAMPLES}/${String(body.id)}` };
    },
    ...ownWrite("204", "example_not_found"),
  },
  "GET /v1/models": { target: at("/v1/models"), ...forInference("200") },
  "GET /v1/models/{id}": { target: at("/v1/models/task:primary"), ...forInference("200") },
  "GET /api/usage": {
    target: at("/api/usage"),
    all: "200",
    except: { infer_key: "200", service_key: SCOPE },
  },
  "GET /api/requests": {
    target: at("/api/requests"),
    all: "200",
    except: { infer_key: "200", service_key: SCOPE },
  },
  "GET /api/requests/{id}": {
    target: async (owner) => ({ path: `/api/requests/${await recordedRequest(owner)}` }),
    all: "200",
    except: {
      other: NO_REQUEST,
      admin_read_key: NO_REQUEST,
      infer_key: NO_REQUEST,
      service_key: SCOPE,
    },
  },
};
