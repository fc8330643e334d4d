import type { PromptMode } from "@/lib/actor";
import type { AppError } from "@/lib/errors";
import type { Engine } from "@/lib/registry/engines";
import { FACTS, type Operation } from "./facts";
import type { Merged, Resolution } from "./merge";
import { ollamaChat, ollamaCompletion, ollamaEmbeddings } from "./ollama-request";
import {
  type BuildOptions,
  dropPreferences,
  imageBody,
  openAiChat,
  openAiCompletion,
  openAiEmbeddings,
  rerankBody,
} from "./openai-request";
import { type GatewayRequest, refusalOf } from "./refusals";
import { emptyReport, type Report } from "./report";
import { functionShape, messageMembers, REQUEST_SCHEMAS } from "./request-schema";
import { withPrompt } from "./system-prompt";
import { type Json, wireValues } from "./wire-values";

/** How an engine streams its answers; `json` is one object. */
export type Framing = "sse" | "ndjson" | "json";

/** A request as an engine gets it. */
export interface EngineCall {
  path: string;
  framing: Framing;
  body: Json;
}

/** What a request becomes for an engine. */
export interface Translation {
  call: EngineCall;
  report: Report;
  /** The guard has what it needs: the engine sends the probabilities of its tokens. */
  hasLogprobs: boolean;
}

export interface TranslateOptions {
  engine: Engine;
  /** The engine's name for the model. */
  model: string;
  promptMode: PromptMode;
  /** Members of this request that the engine has refused before. */
  refused: ReadonlySet<string>;
}

/** Members that the caller sent and that nothing here knows. */
function dropUnknown(request: GatewayRequest, report: Report): void {
  const drop = (name: string, value: unknown) => {
    const message = "The gateway does not pass it on.";
    report.dropped.push({ name, value, source: "caller", code: "unknown", message });
  };
  const { shape } = REQUEST_SCHEMAS[request.operation];
  for (const [name, value] of Object.entries(request.body)) {
    if (!Object.hasOwn(shape, name) && value !== null) drop(name, value);
  }
  if (request.operation !== "chat") return;
  const unknown = request.body.messages.flatMap((message) => {
    const own = messageMembers(message.role);
    return Object.keys(message).filter((name) => !own.includes(name));
  });
  const ofTools = (request.body.tools ?? []).flatMap((tool) =>
    Object.keys(tool.function).filter((name) => !Object.hasOwn(functionShape, name)),
  );
  for (const name of new Set(unknown)) drop(`messages.${name}`, "•••");
  for (const name of new Set(ofTools)) drop(`tools.function.${name}`, "•••");
}

/** Values that the engine has refused before, such as `think` for a model that cannot. */
function dropRefused(values: Json, refused: ReadonlySet<string>, report: Report): Json {
  const kept = { ...values };
  for (const name of refused) {
    if (!(name in kept)) continue;
    const message = "The engine refuses it for this model.";
    const value = kept[name];
    report.dropped.push({ name, value, source: "profile", code: "no_capability", message });
    delete kept[name];
  }
  return kept;
}

const PERPLEXITY = "enable_perplexity_guard";

/** Whether to ask for probabilities; a warning if the guard needs them and the engine has none. */
function wantsLogprobs(
  request: GatewayRequest,
  options: TranslateOptions,
  merged: Merged,
  report: Report,
) {
  if (request.operation !== "chat") return false;
  const isGuarded = merged.effective.circuit_breaker[PERPLEXITY] === true;
  if (!isGuarded) return request.body.logprobs === true;
  const { logprobs } = FACTS[options.engine];
  const hasTools = (request.body.tools?.length ?? 0) > 0;
  const can = logprobs === "yes" || (logprobs === "without_tools" && !hasTools);
  if (can && !options.refused.has("logprobs")) return true;
  const message = "The perplexity guard is off: the engine sends no log probabilities here.";
  report.warnings.push({ code: "guard_off", message });
  return false;
}

function bodyFor(
  request: GatewayRequest,
  options: BuildOptions,
  prompt: { text: string; mode: PromptMode },
  report: Report,
): Json {
  const { engine } = options;
  const isOllama = engine === "ollama";
  switch (request.operation) {
    case "chat": {
      const { mode, text } = prompt;
      const keepsRoles = FACTS[engine].developer;
      const messages = withPrompt(request.body.messages, text, { mode, keepsRoles }, report);
      dropPreferences(request.body, engine, report);
      return isOllama
        ? ollamaChat(request.body, messages, options)
        : openAiChat(request.body, messages, options);
    }
    case "completions":
      dropPreferences(request.body, engine, report);
      return isOllama
        ? ollamaCompletion(request.body, options)
        : openAiCompletion(request.body, options);
    case "embeddings":
      return isOllama
        ? ollamaEmbeddings(request.body, options)
        : openAiEmbeddings(request.body, options);
    case "rerank":
      return rerankBody(request.body, options);
    case "images":
      return imageBody(request.body, options);
  }
}

function framingOf(engine: Engine, operation: Operation): Framing {
  if (operation !== "chat" && operation !== "completions") return "json";
  return engine === "ollama" ? "ndjson" : "sse";
}

/**
 * The request as an engine gets it, with what is dropped or changed; or why the engine cannot do what
 * the caller wants. A dry run and a real one both use it, so that they cannot differ.
 */
export function translate(
  request: GatewayRequest,
  resolution: Pick<Resolution, "kind" | "warnings">,
  merged: Merged,
  options: TranslateOptions,
): Translation | AppError {
  const { engine, model, refused, promptMode: mode } = options;
  const refusal = refusalOf(request, engine);
  if (refusal) return refusal;
  const { operation } = request;
  const report = emptyReport();
  dropUnknown(request, report);
  const wire = wireValues(engine, operation, resolution, merged, report);
  const values = dropRefused(wire, refused, report);
  const hasLogprobs = wantsLogprobs(request, options, merged, report);
  const build = { engine, model, values, logprobs: hasLogprobs, refused };
  const body = bodyFor(request, build, { text: merged.effective.system_prompt, mode }, report);
  report.changed.unshift(...merged.changed);
  report.warnings.unshift(...resolution.warnings, ...merged.warnings);
  const path = FACTS[engine].paths[operation] ?? "";
  return { call: { path, framing: framingOf(engine, operation), body }, report, hasLogprobs };
}
