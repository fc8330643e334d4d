import { toWire } from "@/lib/engines/wire";
import type { Engine } from "@/lib/registry/engines";
import type { Effective } from "@/lib/values/inherit";
import type { Operation } from "./facts";
import type { Merged, Resolution } from "./merge";
import { emptyReport, type Report } from "./report";

/** A member of a JSON body, or the body. */
export type Json = Record<string, unknown>;

/** Members without a value are not sent. */
export function withoutEmpty(members: Readonly<Json>): Json {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** `parameters.top_k` as `top_k`. */
function nameOf(path: string): string {
  return path.slice(path.indexOf(".") + 1);
}

/** Values that this endpoint has no use for, though the task has. */
function forOperation(effective: Effective, operation: Operation, report: Report, merged: Merged) {
  if (operation !== "completions") return effective;
  const { think, ...parameters } = effective.parameters;
  const why = "/v1/completions does not take it";
  const drop = (name: string, value: unknown, source = "profile") =>
    report.dropped.push({ name, value, source, code: "not_for_this_task", message: why });
  if (think !== undefined) drop("think", think, merged.sources["parameters.think"]);
  if (effective.system_prompt !== "") {
    drop("system_prompt", effective.system_prompt, merged.sources.system_prompt);
  }
  return { ...effective, parameters, system_prompt: "" };
}

/** The members that values become, and what is not sent, or is sent as another value. */
interface Wired {
  members: Readonly<Json>;
  report: Report;
}

function wire(
  engine: Engine,
  operation: Operation,
  kind: Resolution["kind"],
  merged: Merged,
): Wired {
  const report = emptyReport();
  const values = forOperation(merged.effective, operation, report, merged);
  const prompt = operation === "chat" ? "" : values.system_prompt;
  const wired = toWire(engine, { ...values, system_prompt: prompt }, kind);
  const sourceOf = (path: string) => merged.sources[path] ?? "profile";
  for (const { path, value, code, message } of wired.dropped) {
    // The gateway itself does what the circuit breaker says.
    if (code === "gateway") continue;
    report.dropped.push({ name: nameOf(path), value, source: sourceOf(path), code, message });
  }
  for (const path of wired.loadPaths) {
    const [section = "", name = ""] = path.split(".");
    const value = section === "gpu_config" ? values.gpu_config?.[name] : values.parameters[name];
    const message = "The model is loaded with it; the gateway does not load models.";
    report.dropped.push({ name, value, source: sourceOf(path), code: "load_time", message });
  }
  for (const { path, ...change } of wired.changed) {
    report.changed.push({ name: nameOf(path), ...change });
  }
  return { members: wired.request, report };
}

/** By the values, which are the same object for requests that set the same. */
const wiredOf = new WeakMap<Merged, Map<string, Wired>>();

/**
 * The members of an engine's request that the effective values become; what is not sent, or is sent as
 * another value, is added to the report. The prompt is a message, so it is not here.
 */
export function wireValues(
  engine: Engine,
  operation: Operation,
  { kind }: Pick<Resolution, "kind">,
  merged: Merged,
  report: Report,
): Readonly<Json> {
  const known = wiredOf.get(merged) ?? new Map<string, Wired>();
  wiredOf.set(merged, known);
  const key = `${engine} ${operation} ${kind}`;
  const wired = known.get(key) ?? wire(engine, operation, kind, merged);
  known.set(key, wired);
  report.dropped.push(...wired.report.dropped);
  report.changed.push(...wired.report.changed);
  return wired.members;
}
