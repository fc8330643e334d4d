import { asObject, isObject } from "@/lib/objects";

/** Why a run failed, and what helps. */
export interface RunFailure {
  code: string;
  message: string;
}

export interface RankedDocument {
  index: number;
  score: number;
}

/** One answer of the gateway, while it arrives and afterwards. */
export interface Run {
  state: "running" | "done" | "stopped" | "failed";
  text: string;
  reasoning: string;
  vectors: readonly (readonly number[])[];
  ranking: readonly RankedDocument[];
  /** `data:` URLs. */
  images: readonly string[];
  /** Milliseconds from the request to the first output, and to the end. */
  firstMs: number | null;
  totalMs: number | null;
  tokensIn: number | null;
  tokensOut: number | null;
  /** The engine did not count its tokens. */
  isEstimated: boolean;
  tokensPerSecond: number | null;
  /** `length` if the answer was cut. */
  finish: string | null;
  /** The guard that stopped the answer. */
  stoppedBy: string | null;
  engine: string | null;
  failure: RunFailure | null;
}

export const NEW_RUN: Run = {
  state: "running",
  text: "",
  reasoning: "",
  vectors: [],
  ranking: [],
  images: [],
  firstMs: null,
  totalMs: null,
  tokensIn: null,
  tokensOut: null,
  isEstimated: false,
  tokensPerSecond: null,
  finish: null,
  stoppedBy: null,
  engine: null,
  failure: null,
};

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberIn(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** The objects in a list. */
function objectsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** An error of the gateway (`{ error }`), or a problem of the REST interface. */
export function failureIn(body: unknown, status: number): RunFailure {
  const { error, code, detail } = asObject(body);
  const given = isObject(error) ? error : { code, message: detail };
  return {
    code: textIn(given.code) || "unknown",
    message: textIn(given.message) || `The server answered with status ${status}.`,
  };
}

function withCounts(run: Run, body: Readonly<Record<string, unknown>>): Run {
  const { usage, mp } = body;
  const { prompt_tokens, completion_tokens } = asObject(usage);
  const told = asObject(mp);
  return {
    ...run,
    tokensIn: numberIn(prompt_tokens) ?? run.tokensIn,
    tokensOut: numberIn(completion_tokens) ?? run.tokensOut,
    isEstimated: run.isEstimated || told.usage_estimated === true,
    tokensPerSecond: numberIn(told.tokens_per_second) ?? run.tokensPerSecond,
    stoppedBy: textIn(told.stopped_by) || run.stoppedBy,
  };
}

/** The run after a chunk of a stream; `ms` have passed since the request. */
export function withChunk(run: Run, chunk: unknown, ms: number): Run {
  const body = asObject(chunk);
  if (isObject(body.error)) return { ...run, state: "failed", failure: failureIn(body, 200) };
  const [choice] = objectsIn(body.choices);
  const { content, reasoning } = asObject(choice?.delta);
  const text = textIn(content);
  const thought = textIn(reasoning);
  const hasOutput = text !== "" || thought !== "";
  return {
    ...withCounts(run, body),
    text: run.text + text,
    reasoning: run.reasoning + thought,
    firstMs: run.firstMs ?? (hasOutput ? ms : null),
    finish: textIn(choice?.finish_reason) || run.finish,
  };
}

function vectorIn({ embedding }: Readonly<Record<string, unknown>>): number[] {
  return Array.isArray(embedding) ? embedding.filter((each) => typeof each === "number") : [];
}

/** The run with a whole answer: vectors, a ranking or images. */
export function withAnswer(run: Run, answer: unknown): Run {
  const body = asObject(answer);
  const rows = objectsIn(body.data);
  return {
    ...withCounts(run, body),
    vectors: rows.map(vectorIn).filter((vector) => vector.length > 0),
    images: rows.flatMap(({ b64_json }) =>
      typeof b64_json === "string" ? [`data:image/png;base64,${b64_json}`] : [],
    ),
    ranking: objectsIn(body.results).map(({ index, relevance_score }) => ({
      index: numberIn(index) ?? 0,
      score: numberIn(relevance_score) ?? 0,
    })),
  };
}

/** The run at its end. */
export function ended(run: Run, ms: number): Run {
  const state = run.state === "running" ? "done" : run.state;
  return { ...run, state, totalMs: ms };
}

/** The similarity of two vectors: 1 for the same direction, 0 for none in common. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let lengthA = 0;
  let lengthB = 0;
  a.forEach((value, index) => {
    const other = b[index] ?? 0;
    dot += value * other;
    lengthA += value * value;
    lengthB += other * other;
  });
  return lengthA === 0 || lengthB === 0 ? 0 : dot / Math.sqrt(lengthA * lengthB);
}
