import type { Task, TaskGroup, TaskKind } from "@/lib/registry/types";
import type { Value } from "@/lib/registry/types";
import { isSection } from "@/lib/registry/types";
import type { ProfileContent } from "@/lib/values/content";
import { contentIn, formValuesOf } from "@/lib/values/form-values";
import type { Input } from "./schema";

/** The gateway's endpoint for each kind of task. */
export const ENDPOINT_OF = {
  text: "/v1/chat/completions",
  embedding: "/v1/embeddings",
  reranking: "/v1/rerank",
  image: "/v1/images/generations",
} as const satisfies Readonly<Record<TaskKind, string>>;

/** A request to the gateway. */
export interface GatewayCall {
  path: (typeof ENDPOINT_OF)[TaskKind];
  body: Readonly<Record<string, unknown>>;
}

/** What answers a request: what the task runs, or a profile that is not saved. */
export interface Target {
  task: Task;
  /** Null for what is saved and active. */
  draft: ProfileContent | null;
  /** The saved profile that the draft is a change of. */
  profileId: string | null;
}

/** The draft as the gateway takes it. */
function draftOf({ draft, profileId }: Target) {
  if (draft === null) return {};
  return { mp: { profile: profileId === null ? draft : { ...draft, id: profileId } } };
}

/** The request for an input; chat is streamed, with its usage. */
export function callFor(target: Target, input: Input): GatewayCall {
  const { kind, key } = target.task;
  const stream = kind === "text" ? { stream: true, stream_options: { include_usage: true } } : {};
  const body = { model: `task:${key}`, ...input, ...stream, ...draftOf(target) };
  return { path: ENDPOINT_OF[kind], body };
}

const PROMPTS: Readonly<Record<TaskGroup, string>> = {
  chat: "Explain in three sentences how a bicycle stays upright.",
  summaries:
    "The harbor of Genoa was first mentioned in 1128. Its lighthouse, the Lanterna, was rebuilt in 1543 after it had been damaged in a war, and is 77 meters high. Today it is the symbol of the city.",
  refinement:
    "Response: Water boils at 90 °C everywhere. Critique: The temperature is wrong, and it depends on the air pressure.",
  retrieval: "What did I decide about the database last week?",
  research: "Which measures reduce the energy use of old buildings most?",
  images: "A lighthouse on a rocky coast at dusk",
};

/** What is in the input when a task is tried for the first time. */
export function firstInput({ kind, group, label }: Task): Input {
  switch (kind) {
    case "text":
      return { messages: [{ role: "user", content: PROMPTS[group] }] };
    case "embedding":
      return { input: ["The cat sleeps.", "A kitten is napping.", `${label} costs memory.`] };
    case "reranking":
      return {
        query: "Which animal purrs?",
        documents: ["Dogs bark at strangers.", "Cats purr.", "Birds sing in the morning."],
      };
    case "image":
      return { prompt: PROMPTS.images };
  }
}

/** True if nothing is left to send: the first text that is empty says so. */
export function isInputEmpty(input: Input): boolean {
  if ("messages" in input) return input.messages.at(-1)?.content.trim() === "";
  if ("input" in input) return input.input.every((text) => text.trim() === "");
  if ("documents" in input) return input.query.trim() === "" || input.documents.length === 0;
  return input.prompt.trim() === "";
}

/** Values by path (`model_name`, `parameters.top_k`); undefined unsets one. */
export type PathValues = Readonly<Record<string, Value | undefined>>;

/** A content with some values replaced. */
export function withValues(content: ProfileContent, values: PathValues): ProfileContent {
  const form = formValuesOf(content);
  for (const [path, value] of Object.entries(values)) {
    const [section = "", name = ""] = path.split(".");
    if (isSection(section)) form[section] = { ...form[section], [name]: value };
    else if (path === "model_name" && typeof value === "string") form.model_name = value;
    else if (path === "system_prompt") form.system_prompt = typeof value === "string" ? value : "";
  }
  return contentIn(form);
}
