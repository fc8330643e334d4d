import { asObject, isObject } from "@/lib/objects";
import type { Head } from "./chunks";
import { badAnswer } from "./engine-failure";
import type { Usage } from "./events";
import { usageOf } from "./openai-events";
import type { EmbeddingRequest, RerankRequest } from "./request-schema";
import type { Json } from "./wire-values";

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

/** A vector as base64 of 32-bit floats, least significant byte first. */
export function encodeVector(vector: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4));
  vector.forEach((number, index) => view.setFloat32(index * 4, number, true));
  return Buffer.from(view.buffer).toString("base64");
}

function decodeVector(text: string): number[] {
  const bytes = Buffer.from(text, "base64");
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    bytes.readFloatLE(index * 4),
  );
}

function vectorOf(value: unknown): number[] {
  const vector = typeof value === "string" ? decodeVector(value) : value;
  // llama.cpp has a list around each vector on some of its paths.
  const flat: unknown = Array.isArray(vector) && isNumbers(vector[0]) ? vector[0] : vector;
  if (isNumbers(flat) && flat.length > 0) return flat;
  throw badAnswer("The engine answered without a vector.");
}

/** The vectors in an answer of `/v1/embeddings` or `/api/embed`, in the order of the inputs. */
function vectorsIn(answer: unknown): number[][] {
  const { data, embeddings } = asObject(answer);
  if (Array.isArray(embeddings)) return embeddings.map(vectorOf);
  if (!Array.isArray(data)) throw badAnswer("The engine answered without vectors.");
  const rows = data.filter(isObject).map((row, position) => ({
    at: typeof row.index === "number" ? row.index : position,
    vector: vectorOf(row.embedding),
  }));
  return rows.sort((a, b) => a.at - b.at).map(({ vector }) => vector);
}

/** The tokens that an answer without a stream says it took; undefined if it does not say. */
export function usageIn(answer: unknown): Usage | undefined {
  const { usage, prompt_eval_count } = asObject(answer);
  if (typeof prompt_eval_count !== "number") return usageOf(usage);
  return usageOf({ prompt_tokens: prompt_eval_count });
}

/** The response of `/v1/embeddings`. @throws EngineFailure if the engine's answer has other vectors */
export function embeddingsResponse(
  body: EmbeddingRequest,
  model: string,
  answer: unknown,
  usage: Usage,
): Json {
  const vectors = vectorsIn(answer);
  if (vectors.length !== body.input.length) {
    throw badAnswer(`The engine made ${vectors.length} vectors of ${body.input.length} texts.`);
  }
  const isText = body.encoding_format === "base64";
  const data = vectors.map((vector, index) => ({
    object: "embedding",
    index,
    embedding: isText ? encodeVector(vector) : vector,
  }));
  const { prompt_tokens, total_tokens } = usage;
  return { object: "list", model, data, usage: { prompt_tokens, total_tokens } };
}

/** The response of `/v1/rerank`: the best documents first. @throws EngineFailure */
export function rerankResponse(
  body: RerankRequest,
  { id, model }: Head,
  answer: unknown,
  usage: Usage,
): Json {
  const { results, data } = asObject(answer);
  const rows = [results, data].find(Array.isArray);
  if (!rows) throw badAnswer("The engine answered without results.");
  const ranked = rows.filter(isObject).flatMap((row) => {
    const score = row.relevance_score ?? row.score;
    const { index } = row;
    if (typeof score !== "number" || typeof index !== "number") return [];
    const text = body.documents[index];
    if (text === undefined) return [];
    const document = body.return_documents ? { document: { text } } : {};
    return [{ index, relevance_score: score, ...document }];
  });
  if (ranked.length === 0) throw badAnswer("The engine answered without scores.");
  ranked.sort((a, b) => b.relevance_score - a.relevance_score);
  const best = ranked.slice(0, body.top_n ?? ranked.length);
  const { prompt_tokens, total_tokens } = usage;
  return { id, model, results: best, usage: { prompt_tokens, total_tokens } };
}

/** The response of `/v1/images/generations`. @throws EngineFailure */
export function imagesResponse({ created }: Head, answer: unknown): Json {
  const { data } = asObject(answer);
  const images = (Array.isArray(data) ? data : []).filter(isObject).flatMap((row) => {
    const { b64_json, revised_prompt } = row;
    if (typeof b64_json !== "string") return [];
    return [{ b64_json, ...(typeof revised_prompt === "string" ? { revised_prompt } : {}) }];
  });
  if (images.length === 0) throw badAnswer("The engine answered without images in base64.");
  return { created, data: images };
}
