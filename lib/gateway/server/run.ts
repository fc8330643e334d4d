import "server-only";
import type { KeyOptions, UserActor, Viewer } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import type { Context } from "@/lib/context";
import type { EngineTarget } from "@/lib/engines/target";
import { readEnv } from "@/lib/runtime/env";
import { onStopping, singleton, STOP_GRACE } from "@/lib/runtime/process";
import type { Usage } from "../events";
import type { Merged, Resolution } from "../merge";
import type { GatewayRequest } from "../refusals";
import { reportHeaders } from "../report";
import type { Assembly } from "../chunks";
import type { Json } from "../wire-values";
import type { Translation } from "../translate";

/** Who calls, for whom, and with what options. */
export interface Caller {
  actor: UserActor;
  subject: Viewer;
  options: KeyOptions;
}

/** An engine and the request as it gets it. */
export interface Candidate {
  target: EngineTarget;
  translation: Translation;
}

/** Everything that is known before an engine is asked. */
export interface Plan {
  request: GatewayRequest;
  resolution: Resolution;
  merged: Merged;
  /** In the order in which they are tried. */
  candidates: readonly Candidate[];
  /** `Prefer: handling=strict`. */
  isStrict: boolean;
}

/** The configured time limits, in milliseconds. */
function limits() {
  const { GATEWAY_HEADERS_WITHIN, GATEWAY_LOAD_WITHIN, GATEWAY_TOTAL_WITHIN } = readEnv();
  return {
    headersWithin: GATEWAY_HEADERS_WITHIN * 1000,
    loadWithin: GATEWAY_LOAD_WITHIN * 1000,
    totalWithin: GATEWAY_TOTAL_WITHIN * 1000,
  };
}

/** The client has disconnected; its request is logged with status 499. */
export class ClientGone extends Error {
  override name = "ClientGone";
}

/** Seconds before the end of the grace period at which running requests are ended. */
const NOTICE = 5;

/** The requests in progress. */
function running(): Set<Run> {
  return singleton("gateway-runs", () => {
    const runs = new Set<Run>();
    onStopping(() => {
      const end = () => {
        for (const run of runs)
          run.abort(new AppError("shutting_down", "The server is shutting down."));
      };
      setTimeout(end, (STOP_GRACE - NOTICE) * 1000).unref();
    });
    return runs;
  });
}

type Phase = "resolve" | "translate" | "queue" | "connect" | "first_token";

/** One request to the gateway, from its arrival to the end of its answer. */
export class Run {
  readonly startedAt = performance.now();
  readonly time = new Date();
  readonly limits = limits();
  /** What the request's model stands for, also if there is no plan for it. */
  resolution: Resolution | undefined;
  plan: Plan | undefined;
  /** The engine that is asked now, or answered. */
  current: Candidate | undefined;
  attempts = 0;
  usage: Usage | undefined;
  finish: string | null = null;
  stoppedBy: string | null = null;
  loadMs: number | null = null;
  /** Milliseconds that the request took, once it is over. */
  totalMs = 0;
  context: { requested: number | null; granted: number | null } | undefined;
  /** The answer's texts so far, if the profile's owner keeps them. */
  texts: Assembly | undefined;
  /** The response of an endpoint that does not stream, on the same condition. */
  response: Json | undefined;
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly phases = new Map<Phase, number>();
  private readonly stopListening: () => void;

  constructor(
    readonly ctx: Context,
    readonly caller: Caller,
    readonly request: GatewayRequest,
    client: AbortSignal,
  ) {
    const { totalWithin } = this.limits;
    const late = () => {
      const detail = `The answer was not complete within ${(totalWithin / 1000).toLocaleString("en")} s.`;
      this.abort(new AppError("total_timeout", detail));
    };
    this.timer = setTimeout(late, totalWithin);
    const gone = () => this.abort(new ClientGone("the client has disconnected"));
    client.addEventListener("abort", gone, { once: true });
    this.stopListening = () => client.removeEventListener("abort", gone);
    if (client.aborted) gone();
    running().add(this);
  }

  /** Aborted when the client disconnects, the time is up or the server stops; its reason says which. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: Error): void {
    this.controller.abort(reason);
  }

  /** The request is over: nothing of it stays in the process. */
  end(): void {
    this.totalMs = performance.now() - this.startedAt;
    clearTimeout(this.timer);
    this.stopListening();
    running().delete(this);
  }

  /** Notes how long a phase took; of several attempts the sum. */
  spent(phase: Phase, since: number): void {
    this.phases.set(phase, (this.phases.get(phase) ?? 0) + performance.now() - since);
  }

  /** Milliseconds that a phase took; null if it was not reached. */
  phase(phase: Phase): number | null {
    return this.phases.get(phase) ?? null;
  }

  get isStream(): boolean {
    const { request } = this;
    const canStream = request.operation === "chat" || request.operation === "completions";
    return canStream && request.body.stream === true;
  }

  get requestId(): string | null {
    return this.ctx.origin.requestId;
  }

  /** What the response tells about itself, as far as it is known. */
  headers(): Record<string, string> {
    const { plan, current, attempts } = this;
    const profile = plan?.resolution.profile;
    const timing = [...this.phases].map(([name, ms]) => `${name};dur=${ms.toFixed(1)}`).join(", ");
    return {
      ...(profile
        ? { "Mp-Profile": `${profile.id};revision=${profile.revision};source=${profile.source}` }
        : {}),
      ...(plan ? { "Mp-Model": headerText(plan.resolution.model.id) } : {}),
      ...(current ? { "Mp-Engine": headerText(current.target.name) } : {}),
      ...(attempts > 0 ? { "Mp-Attempts": String(attempts) } : {}),
      ...(plan && current ? reportHeaders(current.translation.report, plan.merged.overridden) : {}),
      ...(timing === "" ? {} : { "Server-Timing": timing }),
    };
  }
}

/** Names can have characters that a header cannot. */
function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURI(text);
}
