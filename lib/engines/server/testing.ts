import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server answers, by path: JSON with status 200, or a status of its own. */
export type Answers = Readonly<Record<string, unknown>>;

/** A status of its own instead of 200. */
export class Failure {
  constructor(
    readonly status: number,
    readonly body: unknown = {},
  ) {}
}

export interface FakeServer {
  address: string;
  /** The paths that it was asked for. */
  asked: string[];
  /** The `Authorization` of each request. */
  keys: (string | undefined)[];
  /** Answers differently from now on; a function may hold an answer back. */
  answer: (answers: Answers) => void;
  /** Requests wait until the returned function is called. */
  hold: () => () => void;
  close: () => Promise<void>;
}

/** A server on a port of its own that answers JSON. */
export async function fakeServer(first: Answers): Promise<FakeServer> {
  let answers = first;
  let held = Promise.resolve();
  const asked: string[] = [];
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    keys.push(request.headers.authorization);
    void held.then(() => {
      const given = path in answers ? answers[path] : new Failure(404, { error: "not found" });
      const { status, body } = given instanceof Failure ? given : { status: 200, body: given };
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    keys,
    answer: (next) => {
      answers = next;
    },
    hold: () => {
      let release: () => void = () => undefined;
      held = new Promise<void>((resolve) => {
        release = resolve;
      });
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What each kind of engine answers with one model. */
export const ANSWERS = {
  ollama: {
    "/api/version": { version: "0.12.6" },
    "/api/tags": { models: [{ name: "qwen3:30b" }, { name: "gemma3:4b" }] },
    "/api/ps": { models: [{ name: "qwen3:30b", context_length: 8192, size_vram: 1 }] },
  },
  llama_cpp: {
    "/v1/models": {
      data: [{ id: "qwen3.gguf", owned_by: "llamacpp", meta: { n_ctx_train: 40_960 } }],
    },
    "/props": { default_generation_settings: { n_ctx: 1024 }, build_info: "b6500-abc" },
  },
  vllm: {
    "/v1/models": { data: [{ id: "qwen/qwen3", owned_by: "vllm", max_model_len: 32_768 }] },
    "/version": { version: "0.11.0" },
  },
  lm_studio: {
    "/v1/models": { data: [{ id: "qwen3-30b" }] },
    "/api/v1/models": {
      models: [
        {
          key: "qwen3-30b",
          loaded_instances: [{ id: "qwen3-30b", config: { context_length: 4096 } }],
        },
        { key: "gemma-3", loaded_instances: [] },
      ],
    },
  },
  openai_compatible: { "/v1/models": { data: [{ id: "gpt", context_length: 2048 }] } },
} as const satisfies Record<string, Answers>;

/** llama.cpp answers so while it loads its model. */
export const LOADING = new Failure(503, {
  error: { code: 503, message: "Loading model", type: "unavailable_error" },
});
