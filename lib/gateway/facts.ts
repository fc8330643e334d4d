import type { Engine } from "@/lib/registry/engines";

/** The kinds of request that an engine may have an endpoint for. */
export const OPERATIONS = ["chat", "completions", "embeddings", "rerank", "images"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What an engine can do, beside its parameters (`lib/engines`). */
export interface EngineFacts {
  /** The path of each endpoint that it has, below the base of its API (`/v1`, except of Ollama). */
  paths: Readonly<Partial<Record<Operation, string>>>;
  /** `required` and a function's name as `tool_choice`. */
  forcesTools: boolean;
  parallelToolCalls: boolean;
  logitBias: boolean;
  /** More than one answer to a prompt. */
  choices: boolean;
  logprobs: "yes" | "without_tools" | "no";
  formats: readonly ("json_object" | "json_schema")[];
  audio: boolean;
  /** `suffix` in `completions`. */
  suffix: boolean;
  /** Shorter vectors in `embeddings`. */
  dimensions: boolean;
  /** What it calls the reasoning of earlier answers; null: it takes none. */
  reasoning: "reasoning" | "reasoning_content" | "thinking" | null;
  /** It takes several system messages, and the role `developer`. */
  developer: boolean;
  /** `response_format: "b64_json"` in `images`; without it, it returns base64 anyway. */
  imageFormat: boolean;
}

const OPENAI_STYLE = {
  forcesTools: true,
  parallelToolCalls: true,
  logitBias: true,
  choices: true,
  logprobs: "yes",
  formats: ["json_object", "json_schema"],
  audio: true,
  suffix: false,
  dimensions: true,
  reasoning: "reasoning_content",
  developer: false,
  imageFormat: true,
} as const satisfies Partial<EngineFacts>;

const TEXT = { chat: "/chat/completions", embeddings: "/embeddings" } as const;
const RAW = { completions: "/completions" } as const;
const RERANK = { rerank: "/rerank" } as const;
const IMAGES = { images: "/images/generations" } as const;

/** The facts of each engine; an engine that is not listed in a path has no such endpoint. */
export const FACTS: Readonly<Record<Engine, EngineFacts>> = {
  ollama: {
    // Not its `/v1`: there it has no num_ctx, no tool_choice, and loses errors in a stream.
    paths: { chat: "/api/chat", completions: "/api/generate", embeddings: "/api/embed" },
    forcesTools: false,
    parallelToolCalls: false,
    logitBias: false,
    choices: false,
    logprobs: "yes",
    formats: ["json_object", "json_schema"],
    audio: false,
    suffix: true,
    dimensions: true,
    reasoning: "thinking",
    developer: false,
    imageFormat: false,
  },
  llama_cpp: {
    ...OPENAI_STYLE,
    paths: { ...TEXT, ...RAW, ...RERANK },
    // With tools and a stream it answers 400, and the gateway always streams.
    logprobs: "without_tools",
    // It ignores `dimensions`.
    dimensions: false,
  },
  vllm: { ...OPENAI_STYLE, paths: { ...TEXT, ...RAW, ...RERANK }, reasoning: "reasoning" },
  lm_studio: {
    ...OPENAI_STYLE,
    paths: { ...TEXT, ...RAW },
    parallelToolCalls: false,
    choices: false,
    logprobs: "no",
    formats: ["json_schema"],
    audio: false,
    dimensions: false,
  },
  openai: {
    ...OPENAI_STYLE,
    paths: { ...TEXT, ...IMAGES },
    reasoning: null,
    developer: true,
    imageFormat: false,
  },
  openai_compatible: { ...OPENAI_STYLE, paths: { ...TEXT, ...RAW, ...IMAGES }, suffix: true },
};
