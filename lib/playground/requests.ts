import type { Task, TaskKind } from "@/lib/registry/types";
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
