import type { RunFailure } from "./run";

/** What a person can do about a failure. */
export interface Remedy {
  title: string;
  /** What to do next. */
  advice: string;
  /** The page that helps an admin. */
  leadsTo?: "engines";
  /** The same request may succeed later. */
  mayRetry?: true;
}

const LATER = "Try again in a moment.";
const TUNE = "Correct the value in Tune, then run again.";

const REMEDIES: Readonly<Record<string, Remedy>> = {
  no_engine_for_model: {
    title: "No engine runs this model",
    advice: "Choose another model, or add an engine that has it.",
    leadsTo: "engines",
  },
  engine_unavailable: {
    title: "The engine is unavailable",
    advice: "Check that it is running, or choose another model.",
    leadsTo: "engines",
    mayRetry: true,
  },
  engine_error: {
    title: "The engine failed",
    advice: "Its message is above. Try again, or look into the engine's log.",
    leadsTo: "engines",
    mayRetry: true,
  },
  engine_bad_answer: {
    title: "The engine's answer is invalid",
    advice: "Check that the engine is of the kind that was entered for it.",
    leadsTo: "engines",
    mayRetry: true,
  },
  engine_rate_limited: {
    title: "The engine's rate limit is reached",
    advice: LATER,
    mayRetry: true,
  },
  model_loading: {
    title: "The model is loading",
    advice: "Loading can take minutes. Try again when the engine is done.",
    mayRetry: true,
  },
  queue_full: { title: "Too many requests are waiting", advice: LATER, mayRetry: true },
  rate_limited: { title: "Too many requests", advice: LATER, mayRetry: true },
  first_token_timeout: {
    title: "The engine did not start to answer in time",
    advice:
      "Raise the base timeout under All settings, Circuit breaker, or choose a smaller model.",
    mayRetry: true,
  },
  silence_timeout: {
    title: "The engine stopped answering",
    advice: "The text so far is below. Raise the base timeout if the engine is only slow.",
    mayRetry: true,
  },
  total_timeout: {
    title: "The answer took too long",
    advice: "Limit the longest answer in Tune.",
    mayRetry: true,
  },
  context_length_exceeded: {
    title: "The prompt is too long",
    advice: "Shorten it, or raise the context length in Tune.",
  },
  invalid_parameter: { title: "A value is invalid", advice: TUNE },
  validation_failed: { title: "A value is invalid", advice: TUNE },
  invalid_body: { title: "The request is invalid", advice: TUNE },
  unsupported_parameter: { title: "The engine cannot do this", advice: TUNE },
  unsupported_endpoint: {
    title: "The engine has no such endpoint",
    advice: "Choose a model of an engine that has one.",
  },
  not_for_this_task: {
    title: "The model is for other tasks",
    advice: "Choose a model for this task.",
  },
  model_not_found: {
    title: "There is no such profile or model",
    advice: "Choose another one, or reload the page.",
  },
  shutting_down: { title: "The server is restarting", advice: LATER, mayRetry: true },
  database_unavailable: { title: "The database is unavailable", advice: LATER, mayRetry: true },
  invalid_api_key: { title: "You are signed out", advice: "Reload the page to sign in again." },
  unauthenticated: { title: "You are signed out", advice: "Reload the page to sign in again." },
  unreachable: {
    title: "The server does not answer",
    advice: "Check your connection, then run again. Your input is kept.",
    mayRetry: true,
  },
};

/** What to do about a failure of a run. */
export function remedyFor({ code }: Pick<RunFailure, "code">): Remedy {
  return REMEDIES[code] ?? { title: "The request failed", advice: LATER, mayRetry: true };
}
