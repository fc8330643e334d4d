import "server-only";
import { engineRequest } from "@/lib/http/server/outbound";
import { asObject, objectAt } from "@/lib/objects";
import { engineHeaders } from "./engine-call";
import type { Candidate } from "./run";

/** Milliseconds that an engine gets to render a prompt. */
const TIMEOUT = 10_000;

/** The URL and the body that render the prompt; undefined for an engine that cannot. */
function callOf({
  target,
  translation: { call },
}: Candidate): { url: string; body: object } | undefined {
  if (target.url === "" || !/\/chat(\/completions)?$/.test(call.path)) return undefined;
  if (target.kind === "ollama") {
    const body = { ...call.body, stream: false, _debug_render_only: true };
    return { url: target.url + call.path, body };
  }
  if (target.kind !== "llama_cpp") return undefined;
  const { messages, tools } = call.body;
  return { url: new URL("/apply-template", target.url).href, body: { messages, tools } };
}

function promptIn(answer: unknown): string | null {
  const prompt = asObject(answer).prompt ?? objectAt(answer, "_debug_info").rendered_template;
  return typeof prompt === "string" ? prompt : null;
}

/** The prompt as the engine's own template renders it; null if the engine cannot, or fails. */
export async function renderPrompt(candidate: Candidate): Promise<string | null> {
  const call = callOf(candidate);
  if (!call) return null;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), TIMEOUT);
  try {
    const { statusCode, body } = await engineRequest(new URL(call.url), {
      method: "POST",
      headers: engineHeaders(candidate.target, "json", null),
      body: JSON.stringify(call.body),
      signal: controller.signal,
      isLocal: candidate.target.isLocal,
    });
    const answer: unknown = await body.json();
    return statusCode === 200 ? promptIn(answer) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
