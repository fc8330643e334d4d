import { keysOf } from "@/lib/objects";

/** What an engine cannot do although others of its kind can. */
export const FLAG_LABELS = {
  no_stream: "Cannot stream",
  no_stream_options: "Refuses stream_options",
} as const;

export type EngineFlag = keyof typeof FLAG_LABELS;
export const ENGINE_FLAGS = keysOf(FLAG_LABELS);

/** The states of an engine, as this server sees it. */
export const STATUS_LABELS = {
  up: "Up",
  down: "Down",
  open: "Open",
  loading: "Loading",
  unknown: "Not checked",
} as const;

export type EngineStatus = keyof typeof STATUS_LABELS;
export const ENGINE_STATUSES = keysOf(STATUS_LABELS);
