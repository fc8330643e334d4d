import "server-only";
import type { KeptAnswer } from "@/lib/kept/schema";
import { attachTexts } from "@/lib/kept/server/write-service";
import { asObject, isObject } from "@/lib/objects";
import { amountText, countWords } from "@/lib/registry/words";
import { log } from "@/lib/runtime/log";
import type { GatewayRequest as GatewayRecord } from "@/lib/usage/schema";
import { REQUEST_SCHEMAS } from "../request-schema";
import type { Json } from "../wire-values";
import type { Run } from "./run";

/** The members of a request that the gateway knows; what else a client sends is not used. */
function requestOf({ request: { operation, body } }: Run): Json {
  const { mp: _mp, ...shape } = REQUEST_SCHEMAS[operation].shape;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name in shape));
}

function rowsIn(list: unknown): readonly Json[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function sizeOf(vector: unknown): number {
  if (Array.isArray(vector)) return vector.length;
  return typeof vector === "string" ? Buffer.from(vector, "base64").length / 4 : 0;
}

/** What an answer without texts contains, in words. */
function summaryOf(operation: Run["request"]["operation"], data: readonly Json[]): string | null {
  if (operation === "embeddings") {
    return `${countWords(data.length, "vector")} of ${countWords(sizeOf(data[0]?.embedding), "number")}`;
  }
  if (operation !== "images") return null;
  const bytes = data.reduce((sum, { b64_json }) => sum + (String(b64_json).length * 3) / 4, 0);
  return `${countWords(data.length, "image")}, ${amountText(Math.ceil(bytes / 1024))} KB`;
}

function answerOf({ request, texts, response }: Run): KeptAnswer | null {
  const choices = texts?.texts() ?? [];
  const { data, results } = asObject(response);
  if (choices.length === 0 && response === undefined) return null;
  return {
    choices,
    results: rowsIn(results).map(({ index, relevance_score }) => ({
      index: Number(index),
      relevance_score: Number(relevance_score),
    })),
    summary: summaryOf(request.operation, rowsIn(data)),
  };
}

/**
 * The texts of a request to be kept with its record; undefined if that fails, which costs nothing but
 * the texts.
 */
export function textsOf(run: Run, record: GatewayRecord) {
  const profileId = run.resolution?.profile?.id;
  if (profileId === undefined) return undefined;
  const effective = run.plan?.merged.effective;
  try {
    return attachTexts(run.ctx, profileId, record, {
      request: requestOf(run),
      answer: answerOf(run),
      effective: effective
        ? { parameters: effective.parameters, image_settings: effective.image_settings }
        : null,
    });
  } catch (error) {
    log().warn({ err: error, request_id: record.id }, "texts of a request could not be kept");
    return undefined;
  }
}
