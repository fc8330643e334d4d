import { z } from "zod";
import { show } from "@/lib/registry/messages";
import { sizedList } from "@/lib/registry/zod";
import { draftMember } from "./draft-schema";
import { PARAMETER_SHAPE } from "./values-schema";

const got = (issue: { input?: unknown }) => `; you entered ${show(issue.input)}`;

function string(what = "text") {
  return z.string({ error: (issue) => `must be ${what}${got(issue)}` });
}

function flag() {
  return z.boolean({ error: (issue) => `must be true or false${got(issue)}` });
}

function list<T extends z.ZodType>(item: T, max: number, min = 0) {
  const error = (issue: { input?: unknown }) => {
    const length = Array.isArray(issue.input) ? `${issue.input.length} entries` : show(issue.input);
    return `must be a list of ${min} to ${max.toLocaleString("en")} entries; you entered ${length}`;
  };
  return sizedList(item, error, { min, max });
}

function wholeNumber(min: number, max: number) {
  const error = (issue: { input?: unknown }) =>
    `must be a whole number from ${min} to ${max.toLocaleString("en")}${got(issue)}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

function object<T extends z.ZodRawShape>(shape: T) {
  return z.looseObject(shape, { error: (issue) => `must be an object${got(issue)}` });
}

/** Any JSON object, such as a JSON schema. */
const anyObject = z.record(z.string(), z.unknown(), {
  error: (issue) => `must be an object${got(issue)}`,
});

const textPart = object({ type: z.literal("text"), text: string() });
const imagePart = object({
  type: z.literal("image_url"),
  image_url: z.preprocess(
    (input) => (typeof input === "string" ? { url: input } : input),
    object({ url: string("a data: URL"), detail: z.enum(["auto", "low", "high"]).nullish() }),
  ),
});
const audioPart = object({
  type: z.literal("input_audio"),
  input_audio: object({ data: string("base64"), format: string() }),
});

const TEXT_PARTS = "must be text or a list of parts of type text";
const textContent = z.union([z.string(), z.array(textPart)], { error: TEXT_PARTS });
const userPart = z.discriminatedUnion("type", [textPart, imagePart, audioPart], {
  error: "must be a part of type text, image_url or input_audio",
});
const userContent = z.union([z.string(), z.array(userPart)], {
  error: "must be text or a list of parts of type text, image_url or input_audio",
});

const toolCall = object({
  id: string(),
  type: z.literal("function", { error: "must be function" }),
  function: object({ name: string(), arguments: string("JSON as text") }),
});

const name = string().nullish();
const MESSAGES = {
  system: object({ role: z.literal("system"), content: textContent, name }),
  developer: object({ role: z.literal("developer"), content: textContent, name }),
  user: object({ role: z.literal("user"), content: userContent, name }),
  assistant: object({
    role: z.literal("assistant"),
    content: textContent.nullish(),
    name,
    tool_calls: z.array(toolCall).nullish(),
    reasoning_content: string().nullish(),
    reasoning: string().nullish(),
  }),
  tool: object({ role: z.literal("tool"), content: textContent, tool_call_id: string() }),
};

const message = z.discriminatedUnion(
  "role",
  [MESSAGES.system, MESSAGES.developer, MESSAGES.user, MESSAGES.assistant, MESSAGES.tool],
  { error: `must be a message whose role is one of ${Object.keys(MESSAGES).join(", ")}` },
);
export type ChatMessage = z.output<typeof message>;

/** The members of a message with a role; all others are not passed on. */
export function messageMembers(role: ChatMessage["role"]): readonly string[] {
  return Object.keys(MESSAGES[role].shape);
}

const tool = object({
  type: z.literal("function", { error: "must be function" }),
  function: object({
    name: string(),
    description: string().nullish(),
    parameters: anyObject.nullish(),
    strict: flag().nullish(),
  }),
});
export type Tool = z.output<typeof tool>;
/** The members of a tool's function; all others are not passed on. */
export const functionShape = tool.shape.function.shape;

const toolChoice = z.union(
  [
    z.enum(["none", "auto", "required"]),
    object({ type: z.literal("function"), function: object({ name: string() }) }),
  ],
  { error: "must be none, auto, required or a function" },
);

const responseFormat = z.discriminatedUnion(
  "type",
  [
    object({ type: z.literal("text") }),
    object({ type: z.literal("json_object") }),
    object({
      type: z.literal("json_schema"),
      json_schema: object({
        name: string(),
        description: string().nullish(),
        schema: anyObject.nullish(),
        strict: flag().nullish(),
      }),
    }),
  ],
  { error: "must be an object whose type is text, json_object or json_schema" },
);

const model = string().min(1, { error: "must be the name of a model" }).max(500).meta({
  description: "`task:<key>`, `profile:<id or name>`, `model:<catalog id>`, or an id or a name",
});

/** What answers the request. */
const target = { model, mp: draftMember };

const streaming = {
  stream: flag().nullish(),
  stream_options: object({ include_usage: flag().nullish() }).nullish(),
};

export const chatRequest = object({
  ...target,
  messages: list(message, 2048, 1),
  ...PARAMETER_SHAPE,
  ...streaming,
  n: wholeNumber(1, 128).nullish(),
  tools: list(tool, 128).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: flag().nullish(),
  response_format: responseFormat.nullish(),
  logprobs: flag().nullish(),
  top_logprobs: wholeNumber(0, 20).nullish(),
  logit_bias: z
    .record(z.string(), z.number().min(-100).max(100), {
      error: (issue) => `must be an object of numbers from -100 to 100${got(issue)}`,
    })
    .nullish(),
  modalities: z.array(string()).nullish(),
  audio: z.unknown().optional(),
  functions: z.unknown().optional(),
  function_call: z.unknown().optional(),
}).meta({ id: "ChatRequest" });
export type ChatRequest = z.output<typeof chatRequest>;

/** One text, or a list of one: OpenAI's other forms make several answers. */
const prompt = z.preprocess(
  (input) => (Array.isArray(input) && input.length === 1 ? (input[0] as unknown) : input),
  string(),
);

export const completionRequest = object({
  ...target,
  prompt,
  ...PARAMETER_SHAPE,
  ...streaming,
  suffix: string().nullish(),
  n: wholeNumber(1, 128).nullish(),
  logprobs: wholeNumber(0, 5).nullish(),
  echo: flag().nullish(),
  logit_bias: chatRequest.shape.logit_bias,
}).meta({ id: "CompletionRequest" });
export type CompletionRequest = z.output<typeof completionRequest>;

const inputs = z.preprocess(
  (input) => (typeof input === "string" ? [input] : input),
  list(string().min(1, { error: "must not be empty" }), 2048, 1),
);

export const embeddingRequest = object({
  ...target,
  input: inputs,
  encoding_format: z
    .enum(["float", "base64"], { error: (issue) => `must be float or base64${got(issue)}` })
    .nullish(),
  dimensions: wholeNumber(1, 65_536).nullish(),
}).meta({ id: "EmbeddingRequest" });
export type EmbeddingRequest = z.output<typeof embeddingRequest>;

export const rerankRequest = object({
  ...target,
  query: string(),
  documents: list(string(), 1000, 1),
  top_n: wholeNumber(1, 1000).nullish(),
  return_documents: flag().nullish(),
}).meta({ id: "RerankRequest" });
export type RerankRequest = z.output<typeof rerankRequest>;

const SIZE = /^([1-9]\d{1,4})x([1-9]\d{1,4})$/;

export const imageRequest = object({
  ...target,
  prompt: string(),
  n: wholeNumber(1, 10).nullish(),
  size: string("a size such as 1024x1024")
    .refine((size) => size === "auto" || SIZE.test(size), {
      error: (issue) => `must be a size such as 1024x1024${got(issue)}`,
    })
    .nullish(),
  response_format: z
    .literal("b64_json", { error: (issue) => `must be b64_json${got(issue)}` })
    .nullish(),
  seed: PARAMETER_SHAPE.seed,
}).meta({ id: "ImageRequest" });
export type ImageRequest = z.output<typeof imageRequest>;

/** The schema of each request. */
export const REQUEST_SCHEMAS = {
  chat: chatRequest,
  completions: completionRequest,
  embeddings: embeddingRequest,
  rerank: rerankRequest,
  images: imageRequest,
} as const;

/** The edges that `size` names; undefined for none and for `auto`. */
export function edgesOf(size: string | null | undefined): { width: number; height: number } | null {
  const [, width, height] = SIZE.exec(size ?? "") ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : null;
}
