import "server-only";
import type { PromptMode } from "@/lib/actor";
import type { EngineTarget } from "@/lib/engines/target";
import { AppError } from "@/lib/errors";
import { amountText } from "@/lib/registry/words";
import { singleton } from "@/lib/runtime/process";
import type { Report } from "../report";
import { translate } from "../translate";
import type { Candidate, Plan } from "./run";

function refusals() {
  return singleton("gateway-refusals", () => new Map<string, Set<string>>());
}

/** Members that an engine has refused for a model since the process started, and those that its flags name. */
export function refusedBy({ id, model, flags }: EngineTarget): Set<string> {
  const key = `${id} ${model}`;
  const known = refusals().get(key) ?? new Set();
  refusals().set(key, known);
  if (flags.includes("no_stream")) known.add("stream");
  if (flags.includes("no_stream_options")) known.add("stream_options");
  return known;
}

/** The context that a request asks for, and the one that the engine grants; null where not known. */
export function contextOf({ merged, resolution }: Omit<Plan, "candidates">, target: EngineTarget) {
  const requested = merged.effective.parameters.num_ctx;
  const tokens = typeof requested === "number" ? requested : null;
  const max = resolution.model.details.context_length ?? null;
  // Ollama loads a model with the context of the request, up to the model's own.
  const ofRequest =
    target.kind === "ollama" && tokens !== null ? Math.min(tokens, max ?? tokens) : null;
  return { requested: tokens, granted: target.context ?? ofRequest, model_max: max };
}

function warnOfContext(plan: Omit<Plan, "candidates">, target: EngineTarget, report: Report): void {
  const { requested, granted } = contextOf(plan, target);
  if (requested === null || granted === null || granted >= requested) return;
  const message = `The engine grants ${amountText(granted)} tokens of context; ${amountText(requested)} are set.`;
  report.warnings.push({ code: "context_smaller", message });
}

/** The request as an engine gets it now; or why the engine cannot do what the caller wants. */
export function candidateFor(
  plan: Omit<Plan, "candidates">,
  target: EngineTarget,
  promptMode: PromptMode,
): Candidate | AppError {
  const { request, resolution, merged } = plan;
  const translation = translate(request, resolution, merged, {
    engine: target.kind,
    model: target.model,
    promptMode,
    refused: refusedBy(target),
  });
  if (translation instanceof AppError) return translation;
  warnOfContext(plan, target, translation.report);
  return { target, translation };
}
