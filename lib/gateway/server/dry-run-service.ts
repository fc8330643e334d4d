import "server-only";
import { isAdmin, KEY_OPTIONS, requireUser, viewerOf } from "@/lib/actor";
import type { Resolved, ResolveTaskQuery } from "@/lib/assignments/schema";
import { resolveTask } from "@/lib/assignments/server/resolve-service";
import type { Context } from "@/lib/context";
import type { EngineTarget } from "@/lib/engines/target";
import { AppError } from "@/lib/errors";
import type { ModelEntry } from "@/lib/models/schema";
import { ENGINE_KINDS, ENGINES, type Engine } from "@/lib/registry/engines";
import { findTask } from "@/lib/registry/tasks";
import type { TaskKind } from "@/lib/registry/types";
import { parseOrThrow } from "@/lib/validation";
import { type DryRun, type DryRunInput, dryRunInput, PATHS } from "../dry-run-schema";
import type { Operation } from "../facts";
import type { Merged } from "../merge";
import type { GatewayRequest } from "../refusals";
import { REQUEST_SCHEMAS } from "../request-schema";
import { translate } from "../translate";
import { contextOf } from "./candidate";
import { engineHeaders, engineUrl } from "./engine-call";
import { planRequest } from "./plan";
import { renderPrompt } from "./render";
import type { Candidate } from "./run";

/** An engine of a kind that nobody has added: what it would get can be shown. */
function imagined(kind: Engine, model: ModelEntry): EngineTarget {
  return {
    id: "",
    name: ENGINES[kind].label,
    kind,
    url: "",
    key: null,
    isLocal: false,
    maxParallel: 1,
    priority: 0,
    model: model.model,
    context: null,
    flags: [],
    status: "unknown",
  };
}

/** The engine that was named by its id or kind; the one that is tried first if none was. */
function chosen(
  targets: readonly EngineTarget[],
  model: ModelEntry,
  engine: string | undefined,
): readonly EngineTarget[] {
  if (engine === undefined) return targets;
  const kind = ENGINE_KINDS.find((each) => each === engine);
  const found = targets.find((target) => (kind ? target.kind === kind : target.id === engine));
  if (found) return [found];
  if (kind) return [imagined(kind, model)];
  throw new AppError("engine_not_found", "There is no engine with this id that runs the model.");
}

function requestOf({ path, body }: DryRunInput): GatewayRequest {
  switch (path) {
    case PATHS.chat:
      return { operation: "chat", body: parseOrThrow(REQUEST_SCHEMAS.chat, body) };
    case PATHS.completions:
      return { operation: "completions", body: parseOrThrow(REQUEST_SCHEMAS.completions, body) };
    case PATHS.embeddings:
      return { operation: "embeddings", body: parseOrThrow(REQUEST_SCHEMAS.embeddings, body) };
    case PATHS.rerank:
      return { operation: "rerank", body: parseOrThrow(REQUEST_SCHEMAS.rerank, body) };
    case PATHS.images:
      return { operation: "images", body: parseOrThrow(REQUEST_SCHEMAS.images, body) };
  }
}

/** The path of an engine's endpoint, as its documentation writes it. */
function shownPath(kind: Engine, path: string): string {
  return kind === "ollama" ? path : `/v1${path}`;
}

function shownRequest(
  { target, translation: { call } }: Candidate,
  showsAddress: boolean,
): DryRun["request"] {
  const isReal = showsAddress && target.url !== "";
  const masked = { key: target.key === null ? null : "•••" };
  return {
    method: "POST",
    url: isReal ? engineUrl(target, call).href : shownPath(target.kind, call.path),
    headers: engineHeaders(masked, call.framing, null),
    body: call.body,
  };
}

/** The sources of the values that the task takes, by name. */
function sourcesOf({ sources }: Merged): Record<string, string> {
  const shown = Object.entries(sources).filter(([path]) => !path.startsWith("circuit_breaker."));
  return Object.fromEntries(
    shown.map(([path, source]) => [path.slice(path.indexOf(".") + 1), source]),
  );
}

/**
 * The exact request that an engine would get, from the same functions as a real one. Calls nothing but
 * the engine's own rendering of the prompt, if that is wanted.
 * @throws what a real request is refused with before an engine is asked, 404 `engine_not_found`
 */
export async function dryRunRequest(
  ctx: Context,
  given: unknown,
  isRendered: boolean,
): Promise<DryRun> {
  const actor = requireUser(ctx.actor, "read");
  const input = parseOrThrow(dryRunInput, given);
  const caller = { actor, subject: viewerOf(actor), options: actor.key?.options ?? KEY_OPTIONS };
  const request = requestOf(input);
  const plan = await planRequest(ctx, caller, request, {
    isStrict: false,
    choose: (targets, model) => chosen(targets, model, input.engine),
  });
  const [candidate] = plan.candidates;
  if (!candidate) throw new Error("a plan has a candidate");
  const { target, translation } = candidate;
  const { profile, model } = plan.resolution;
  const engine = { id: target.id === "" ? null : target.id, name: target.name, kind: target.kind };
  return {
    profile: profile && { id: profile.id, name: profile.name, revision: profile.revision },
    model: model.id,
    engine,
    request: shownRequest(candidate, isAdmin(actor)),
    sources: sourcesOf(plan.merged),
    ...translation.report,
    context: contextOf(plan, target),
    rendered_prompt: isRendered ? await renderPrompt(candidate) : null,
  };
}

const OPERATION_OF = {
  text: "chat",
  embedding: "embeddings",
  reranking: "rerank",
  image: "images",
} as const satisfies Record<TaskKind, Operation>;

/** A request of a kind without anything of a caller. */
function emptyRequest(kind: TaskKind): GatewayRequest {
  const model = "";
  switch (OPERATION_OF[kind]) {
    case "chat":
      return { operation: "chat", body: { model, messages: [] } };
    case "embeddings":
      return { operation: "embeddings", body: { model, input: [] } };
    case "rerank":
      return { operation: "rerank", body: { model, query: "", documents: [] } };
    case "images":
      return { operation: "images", body: { model, prompt: "" } };
  }
}

/** What an engine of a kind gets for a resolved profile alone. @throws 400 `unsupported_endpoint` */
function wireOf(resolved: Resolved, engine: Engine): NonNullable<Resolved["wire"]> {
  const kind = findTask(resolved.task)?.kind ?? "text";
  const { effective, provenance: sources, profile, model, warnings } = resolved;
  const merged: Merged = { effective, sources, overridden: [], changed: [], warnings: [] };
  const translation = translate(emptyRequest(kind), { kind, warnings }, merged, {
    engine,
    model: model?.model ?? profile.model_name,
    promptMode: KEY_OPTIONS.system_prompt,
    refused: new Set(),
  });
  if (translation instanceof AppError) throw translation;
  const { call, report } = translation;
  return { method: "POST", path: shownPath(engine, call.path), body: call.body, ...report };
}

/**
 * What is used for one task, with the request of a kind of engine if `as` names one.
 * @throws as `resolveTask`; 400 `unsupported_endpoint` for an engine without an endpoint for the task
 */
export async function resolveAs(
  ctx: Context,
  keyOrNumber: string,
  { as, ...query }: ResolveTaskQuery,
): Promise<Resolved> {
  const resolved = await resolveTask(ctx, keyOrNumber, query);
  return as === undefined ? resolved : { ...resolved, wire: wireOf(resolved, as) };
}
