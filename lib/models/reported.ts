import { MODEL_TASKS, type ModelTask } from "@/lib/registry/types";
import { asObject } from "@/lib/objects";

/**
 * What servers report about a model, wherever and however they write it. Everything is optional: what
 * is missing, of the wrong type or implausible is unknown (null or undefined).
 */
export type Reported = Readonly<Record<string, unknown>>;

const MOST_TOKENS = 1e9;
const MOST_BYTES = 1e15;
const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

function countIn(value: unknown, most: number): number | null {
  const isCount = typeof value === "number" && Number.isInteger(value) && value > 0;
  return isCount && value <= most ? value : null;
}

/** Ollama's `model_info` has one context length per part of the model: the main one counts. */
function contextInInfo(info: Reported): unknown {
  const architecture = info["general.architecture"];
  const named = typeof architecture === "string" ? info[`${architecture}.context_length`] : null;
  return named ?? Object.entries(info).find(([key]) => key.endsWith(".context_length"))?.[1];
}

/** Where vLLM, OpenRouter, Mistral, Groq and LM Studio report the context length. */
export const CONTEXT_NAMES = [
  "max_model_len",
  "context_length",
  "context_window",
  "max_context_length",
] as const;

/** The context length in tokens, as any of the servers reports it. */
export function contextOf(reported: Reported): number | null {
  const { details, meta, model_info, top_provider } = reported;
  const candidates = [
    asObject(details).context_length,
    ...CONTEXT_NAMES.map((name) => reported[name]),
    asObject(meta).n_ctx_train,
    contextInInfo(asObject(model_info)),
    asObject(top_provider).context_length,
  ];
  for (const candidate of candidates) {
    const count = countIn(candidate, MOST_TOKENS);
    if (count !== null) return count;
  }
  return null;
}

/** Bytes in a number or a text such as "4109853248" or "4.1 GB" (decimal) or "4 GiB" (binary). */
function bytesIn(value: unknown): number | null {
  if (typeof value !== "string") return countIn(value, MOST_BYTES);
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)(?:b|bytes)?\s*$/i.exec(value);
  if (!match) return null;
  const [, digits = "", unit = "", binary] = match;
  const power = UNITS[unit.toLowerCase()] ?? 1;
  const factor = binary ? 1024 ** Math.round(Math.log10(power) / 3) : power;
  return countIn(Math.round(Number(digits) * factor), MOST_BYTES);
}

export function sizeOf({ size, meta, size_bytes }: Reported): number | null {
  return bytesIn(size) ?? bytesIn(size_bytes) ?? bytesIn(asObject(meta).size);
}

const EARLIEST = Date.parse("2000-01-01");
const LATEST = Date.parse("2100-01-01");
/** Greater numbers are milliseconds: as seconds they are after the year 5000. */
const MOST_SECONDS = 1e11;

function isPlausible(time: number): boolean {
  return time >= EARLIEST && time < LATEST;
}

/** A text as it is if it is a time; seconds or milliseconds since 1970 as a text. */
function timeIn(value: unknown): string | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  if (typeof value === "string" && !/^\d+(\.\d+)?$/.test(value)) {
    return value.length <= 64 && isPlausible(Date.parse(value)) ? value : null;
  }
  const number = Number(value);
  const time = number < MOST_SECONDS ? number * 1000 : number;
  return isPlausible(time) ? new Date(time).toISOString() : null;
}

export function timeOf({ modified_at, created, created_at, updated_at }: Reported): string | null {
  return timeIn(modified_at) ?? timeIn(created) ?? timeIn(created_at) ?? timeIn(updated_at);
}

/** Words for a kind of model (`type`, `task`, `pipeline_tag`), by server. */
const KINDS: Readonly<Record<string, ModelTask>> = {
  // LM Studio
  llm: "TextToText",
  vlm: "VisionTextToText",
  embeddings: "TextToEmbeddings",
  // Together, vLLM, Infinity
  chat: "TextToText",
  language: "TextToText",
  code: "TextToText",
  completion: "TextToText",
  generate: "TextToText",
  embedding: "TextToEmbeddings",
  embed: "TextToEmbeddings",
  rerank: "Reranking",
  reranker: "Reranking",
  score: "Reranking",
  image: "TextToImage",
  audio: "TextToSpeech",
  transcribe: "SpeechToText",
  video: "TextToVideo",
  // Hugging Face (https://huggingface.co/tasks)
  "text-generation": "TextToText",
  "text2text-generation": "TextToText",
  "image-text-to-text": "VisionTextToText",
  "image-to-text": "ImageToText",
  "visual-question-answering": "VisionTextToText",
  "feature-extraction": "TextToEmbeddings",
  "sentence-similarity": "TextToEmbeddings",
  "text-ranking": "Reranking",
  "text-to-image": "TextToImage",
  "image-to-image": "ImageToImage",
  "image-text-to-image": "ImageTextToImage",
  "text-to-speech": "TextToSpeech",
  "text-to-audio": "TextToAudio",
  "automatic-speech-recognition": "SpeechToText",
  "audio-text-to-text": "AudioToText",
  "text-to-video": "TextToVideo",
  "video-text-to-text": "VideoToText",
};

function kindIn(value: unknown): ModelTask | undefined {
  if (typeof value !== "string") return undefined;
  const exact = MODEL_TASKS.find((task) => task === value);
  const key = value.toLowerCase();
  return exact ?? (Object.hasOwn(KINDS, key) ? KINDS[key] : undefined);
}

function textsIn(value: unknown): Set<string> {
  const texts = Array.isArray(value) ? value : [];
  return new Set(texts.flatMap((text) => (typeof text === "string" ? [text.toLowerCase()] : [])));
}

/** OpenRouter: `architecture.input_modalities` and `output_modalities`. */
function taskOfModalities(architecture: Reported): ModelTask | undefined {
  const input = textsIn(architecture.input_modalities);
  const output = textsIn(architecture.output_modalities);
  if (output.has("embeddings") || output.has("embedding")) return "TextToEmbeddings";
  if (output.has("image")) {
    // A chat model that can also draw still answers in text.
    if (output.has("text")) return input.has("image") ? "VisionTextToText" : "TextToText";
    return input.has("image") ? "ImageToImage" : "TextToImage";
  }
  if (output.has("video")) return "TextToVideo";
  if (output.has("audio") && !output.has("text")) return "TextToSpeech";
  if (!output.has("text")) return undefined;
  if (input.has("image")) return "VisionTextToText";
  if (input.has("text")) return "TextToText";
  return input.has("audio") ? "SpeechToText" : undefined;
}

/**
 * Ollama: a list (`types/model/capability.go`); Mistral: an object of booleans. Ollama's `image`
 * generates images, and with `vision` also edits them.
 */
function taskOfCapabilities(capabilities: unknown): ModelTask | undefined {
  const named = Object.entries(asObject(capabilities)).filter(([, isOn]) => isOn === true);
  const all = Array.isArray(capabilities)
    ? textsIn(capabilities)
    : new Set(named.map(([name]) => name.toLowerCase()));
  if (all.has("embedding")) return "TextToEmbeddings";
  if (all.has("rerank")) return "Reranking";
  if (all.has("image")) return all.has("vision") ? "ImageToImage" : "TextToImage";
  if (all.has("vision")) return "VisionTextToText";
  return all.has("completion") || all.has("completion_chat") ? "TextToText" : undefined;
}

/** Whole words: neither a letter before nor one after, so that "influx" is not "flux". */
const word = (pattern: string) => new RegExp(`(?<![a-z])(?:${pattern})(?![a-z])`, "i");
const NAMES: readonly [RegExp, ModelTask][] = [
  [word("rerank(?:er)?"), "Reranking"],
  [
    word(
      String.raw`embed(?:dings?|dinggemma)?|bge|gte|(?<!\d)e5(?!\d)|minilm|paraphrase|(?:modern)?bert|roberta`,
    ),
    "TextToEmbeddings",
  ],
  [word("whisper|transcribe|parakeet"), "SpeechToText"],
  [word("tts"), "TextToSpeech"],
  [word("dall-e|gpt-image|stable-diffusion|sdxl|flux"), "TextToImage"],
  [word("vision|vl|llava|moondream"), "VisionTextToText"],
];

function guessIn(name: unknown): ModelTask | undefined {
  if (typeof name !== "string") return undefined;
  return NAMES.find(([pattern]) => pattern.test(name))?.[1];
}

/** The task: what the server reports, else a guess from the name and the family, else text to text. */
export function taskOf(reported: Reported, name: string): ModelTask {
  const { task, type, pipeline_tag, capabilities } = reported;
  const modalities = taskOfModalities(asObject(reported.architecture));
  const capable = taskOfCapabilities(capabilities);
  const kind = kindIn(task) ?? kindIn(type) ?? kindIn(pipeline_tag);
  // "chat" or "llm" says nothing about images; the finer report does.
  const reports = kind === "TextToText" ? [modalities, capable, kind] : [kind, modalities, capable];
  const found = reports.find((each) => each !== undefined);
  return found ?? guessIn(name) ?? guessIn(asObject(reported.details).family) ?? "TextToText";
}
