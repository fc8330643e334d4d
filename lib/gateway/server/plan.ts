import "server-only";
import { LRUCache } from "lru-cache";
import { KEY_OPTIONS, requireUser } from "@/lib/actor";
import { findSubject } from "@/lib/assignments/server/resolve-service";
import type { Context } from "@/lib/context";
import type { EngineTarget } from "@/lib/engines/target";
import { AppError, fault } from "@/lib/errors";
import type { ModelEntry } from "@/lib/models/schema";
import type { TaskKind } from "@/lib/registry/types";
import { type CallerValues, merge, type Merged, type Resolution } from "../merge";
import { allowsModel } from "../names";
import { type GatewayRequest, refusalForAll } from "../refusals";
import { edgesOf, REQUEST_SCHEMAS } from "../request-schema";
import { parametersIn } from "../values-schema";
import { candidateFor } from "./candidate";
import { enginesFor } from "./engines";
import { resolveDraft, resolveModel } from "./resolve";
import type { Caller, Candidate, Plan } from "./run";

/** Who calls, and for whom. @throws 401, 403, 404 `user_not_found` */
export async function identify(ctx: Context, onBehalfOf: string | null): Promise<Caller> {
  const actor = requireUser(ctx.actor, "infer");
  const subject = await findSubject(ctx, actor, onBehalfOf ?? undefined);
  return { actor, subject, options: actor.key?.options ?? KEY_OPTIONS };
}

const KIND_OF = {
  chat: "text",
  completions: "text",
  embeddings: "embedding",
  rerank: "reranking",
  images: "image",
} as const satisfies Record<GatewayRequest["operation"], TaskKind>;

function assertKind({ kind, model }: Resolution, operation: GatewayRequest["operation"]): void {
  if (kind === KIND_OF[operation]) return;
  const detail = `“${model.id}” is used for ${kind} here, not for ${operation}.`;
  throw new AppError("not_for_this_task", detail, {
    errors: [fault(["model"], "not_for_this_task", `is for ${kind}, not for ${operation}`)],
  });
}

/** The values that the caller sets, unless its key ignores them. */
function valuesOf(request: GatewayRequest, { options }: Caller): CallerValues {
  if (options.caller_parameters === "ignored") return { parameters: {}, image_settings: null };
  const image_settings = request.operation === "images" ? edgesOf(request.body.size) : null;
  const { shape } = REQUEST_SCHEMAS[request.operation];
  return { parameters: parametersIn(request.body, shape), image_settings };
}

/** Sets of values that are kept for each resolution, and characters of one. */
const MAX_KEPT = 20;
const MAX_LENGTH = 4000;
const kept = new WeakMap<Resolution, LRUCache<string, Merged>>();

/** The values of a request. Requests that set the same get the same object, which nobody may change. */
function mergeOnce(resolution: Resolution, given: CallerValues): Merged {
  const key = JSON.stringify(given);
  if (key.length > MAX_LENGTH) return merge(resolution, given);
  const known = kept.get(resolution) ?? new LRUCache<string, Merged>({ max: MAX_KEPT });
  kept.set(resolution, known);
  const merged = known.get(key) ?? merge(resolution, given);
  known.set(key, merged);
  return merged;
}

/** The request for each engine that can do it. @throws 400 if none can */
function candidatesFor(
  targets: readonly EngineTarget[],
  plan: Omit<Plan, "candidates">,
  { options }: Caller,
): Candidate[] {
  let refusal: AppError | undefined;
  const candidates = targets.flatMap((target): Candidate[] => {
    const candidate = candidateFor(plan, target, options.system_prompt);
    if (!(candidate instanceof AppError)) return [candidate];
    refusal ??= candidate;
    return [];
  });
  if (candidates.length === 0 && refusal) throw refusal;
  return candidates;
}

/** With `Prefer: handling=strict`, whatever is not sent as it is set is an error. */
function assertStrict({ translation }: Candidate): void {
  const { dropped, changed } = translation.report;
  const found = [...dropped, ...changed.filter(({ code }) => code === "clamped")];
  if (found.length === 0) return;
  const errors = found.map(({ name, code, message }) => ({ path: name, code, message }));
  throw new AppError("unsupported_parameter", "Some values cannot be sent as they are.", {
    errors,
  });
}

interface PlanOptions {
  /** `Prefer: handling=strict`. */
  isStrict: boolean;
  /** Which engines are asked; all that run the model if not given. */
  choose?: (targets: readonly EngineTarget[], model: ModelEntry) => readonly EngineTarget[];
  /** Called between the two halves of the work: what the model is, and what engines get. */
  onResolved?: (resolution: Resolution) => void;
}

/**
 * Everything about a request before an engine is asked: the profile and its model, the effective values,
 * and the request for each engine that runs the model, in order.
 * @throws 400, 403 `model_not_allowed`, 404 `model_not_found`, 503 `no_engine_for_model`
 */
export async function planRequest(
  ctx: Context,
  caller: Caller,
  request: GatewayRequest,
  { isStrict, choose = (targets) => targets, onResolved }: PlanOptions,
): Promise<Plan> {
  const { model, mp } = request.body;
  if (!allowsModel(caller.options.models, model)) {
    throw new AppError("model_not_allowed", `This API key may not request the model “${model}”.`);
  }
  const refusal = refusalForAll(request);
  if (refusal) throw refusal;
  const draft = mp?.profile;
  const resolution = draft
    ? await resolveDraft(ctx, draft)
    : await resolveModel(ctx, caller.subject, model);
  assertKind(resolution, request.operation);
  const targets = choose(await enginesFor(ctx, resolution.model.id), resolution.model);
  onResolved?.(resolution);
  const merged = mergeOnce(resolution, valuesOf(request, caller));
  const plan = { request, resolution, merged, isStrict };
  const candidates = candidatesFor(targets, plan, caller);
  if (candidates.length === 0) {
    const detail = `No engine runs the model ${resolution.model.id}. An admin can add one.`;
    throw new AppError("no_engine_for_model", detail);
  }
  const [first] = candidates;
  if (isStrict && first) assertStrict(first);
  return { ...plan, candidates };
}
