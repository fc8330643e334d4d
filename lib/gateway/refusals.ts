import { AppError, type Fault, fault } from "@/lib/errors";
import { ENGINES, type Engine } from "@/lib/registry/engines";
import { FACTS } from "./facts";
import type {
  ChatRequest,
  CompletionRequest,
  EmbeddingRequest,
  ImageRequest,
  RerankRequest,
} from "./request-schema";

const UNSUPPORTED = "unsupported_parameter";

function hasAudio({ messages }: ChatRequest): boolean {
  return messages.some(
    ({ content }) => Array.isArray(content) && content.some((part) => part.type === "input_audio"),
  );
}

/** What changes the shape of the answer, and the engine cannot do. */
function chatFaults(body: ChatRequest, engine: Engine): Fault[] {
  const facts = FACTS[engine];
  const { label } = ENGINES[engine];
  const faults: Fault[] = [];
  const refuse = (path: string, message: string) =>
    faults.push(fault([path], UNSUPPORTED, message));
  const { tools, tool_choice, response_format, logprobs, n } = body;
  const hasTools = (tools?.length ?? 0) > 0;
  const isForced = tool_choice === "required" || typeof tool_choice === "object";
  if (isForced && tool_choice !== null && !facts.forcesTools) {
    refuse("tool_choice", `must be auto or none: ${label} cannot force a tool`);
  }
  const format = response_format?.type ?? "text";
  if (format !== "text" && !facts.formats.includes(format)) {
    refuse("response_format", `must be ${facts.formats.join(" or ")}: ${label} takes no ${format}`);
  }
  if ((n ?? 1) > 1 && !facts.choices) refuse("n", `must be 1: ${label} makes one answer`);
  if (logprobs && facts.logprobs === "no") refuse("logprobs", `must be false: ${label} has none`);
  if (logprobs && facts.logprobs === "without_tools" && hasTools) {
    refuse("logprobs", `must be false with tools: ${label} cannot do both in a stream`);
  }
  if (hasAudio(body) && !facts.audio) refuse("messages", `must not contain audio for ${label}`);
  return faults;
}

/** What no engine gets from the gateway, since the answer would have another shape. */
function chatFaultsOfAll({ modalities, audio, functions, function_call, messages }: ChatRequest) {
  const faults: Fault[] = [];
  const refuse = (path: string, message: string) =>
    faults.push(fault([path], UNSUPPORTED, message));
  if (modalities?.some((name) => name !== "text")) refuse("modalities", "must contain text only");
  if (audio !== undefined && audio !== null) refuse("audio", "must be absent: answers are text");
  if (functions || function_call) refuse("functions", "must be absent: send tools");
  messages.forEach(({ content }, index) => {
    if (!Array.isArray(content)) return;
    content.forEach((part, at) => {
      if (part.type !== "image_url" || /^data:image\/[\w.+-]+;base64,/.test(part.image_url.url))
        return;
      const path = ["messages", index, "content", at, "image_url", "url"];
      faults.push(fault(path, "invalid_value", "must be a data: URL of an image in base64"));
    });
  });
  return faults;
}

function completionFaults(body: CompletionRequest, engine: Engine): Fault[] {
  const facts = FACTS[engine];
  const { label } = ENGINES[engine];
  const faults: Fault[] = [];
  const refuse = (path: string, message: string) =>
    faults.push(fault([path], UNSUPPORTED, message));
  if (body.suffix && !facts.suffix) refuse("suffix", `must be absent: ${label} takes none`);
  if ((body.n ?? 1) > 1 && !facts.choices) refuse("n", `must be 1: ${label} makes one answer`);
  if (body.logprobs) refuse("logprobs", "must be absent here; /v1/chat/completions has them");
  if (body.echo) refuse("echo", "must be false");
  return faults;
}

function refused(faults: readonly Fault[]): AppError {
  const isValue = faults.every(({ code }) => code === "invalid_value");
  const message = faults.map((each) => each.message).join("; ");
  const code = isValue ? "validation_failed" : UNSUPPORTED;
  return new AppError(code, `${message}.`, { errors: [...faults] });
}

/** A request, and what it is for. */
export type GatewayRequest =
  | { operation: "chat"; body: ChatRequest }
  | { operation: "completions"; body: CompletionRequest }
  | { operation: "embeddings"; body: EmbeddingRequest }
  | { operation: "rerank"; body: RerankRequest }
  | { operation: "images"; body: ImageRequest };

/** Why no engine gets the request; undefined if nothing is wrong with it. */
export function refusalForAll(request: GatewayRequest): AppError | undefined {
  const faults = request.operation === "chat" ? chatFaultsOfAll(request.body) : [];
  return faults.length > 0 ? refused(faults) : undefined;
}

/** Why an engine cannot do what was requested; undefined if it can. */
export function refusalOf(request: GatewayRequest, engine: Engine): AppError | undefined {
  const { label } = ENGINES[engine];
  if (!FACTS[engine].paths[request.operation]) {
    const detail = `${label}, which runs this model, has no endpoint for ${request.operation}.`;
    return new AppError("unsupported_endpoint", detail);
  }
  const faults: Fault[] = [];
  if (request.operation === "chat") faults.push(...chatFaults(request.body, engine));
  if (request.operation === "completions") faults.push(...completionFaults(request.body, engine));
  if (request.operation === "embeddings" && request.body.dimensions && !FACTS[engine].dimensions) {
    const message = `must be absent: ${label} makes vectors of one length`;
    faults.push(fault(["dimensions"], UNSUPPORTED, message));
  }
  return faults.length > 0 ? refused(faults) : undefined;
}
