import type { Engine } from "@/lib/registry/engines";
import type { EngineFlag, EngineStatus } from "./words";

/** An engine that runs a model of the catalog. */
export interface EngineTarget {
  id: string;
  /** What people call it. */
  name: string;
  kind: Engine;
  /** The base of its API, without a slash at the end: `http://gpu-box:11434`, `https://host/v1`. */
  url: string;
  /** Sent as a bearer token. */
  key: string | null;
  /** True if it may be on loopback or a private network. */
  isLocal: boolean;
  /** Requests that it gets at once; others wait. */
  maxParallel: number;
  /** Engines with a lower number are tried first. */
  priority: number;
  /** The engine's own name for the model. */
  model: string;
  /** The context in tokens that the engine grants the model; null if it is not known. */
  context: number | null;
  /** What it cannot do although others of its kind can. */
  flags: readonly EngineFlag[];
  /** As this process saw it in its last check. */
  status: EngineStatus;
}
