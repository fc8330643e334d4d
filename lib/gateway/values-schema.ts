import { z } from "zod";
import { keysOf } from "@/lib/objects";
import { fieldAt } from "@/lib/registry/fields";
import { isValue, type Value, type Values } from "@/lib/registry/types";
import { fieldSchema } from "@/lib/registry/zod";

/** The registry's parameter for each member of a request; of two for one, the later wins. */
const PARAMETER_OF = {
  temperature: "temperature",
  top_p: "top_p",
  top_k: "top_k",
  min_p: "min_p",
  typical_p: "typical_p",
  seed: "seed",
  repeat_penalty: "repeat_penalty",
  repetition_penalty: "repeat_penalty",
  repeat_last_n: "repeat_last_n",
  presence_penalty: "presence_penalty",
  frequency_penalty: "frequency_penalty",
  max_tokens: "max_tokens",
  max_completion_tokens: "max_tokens",
  stop: "stop",
  reasoning_effort: "think",
} as const;

type Member = keyof typeof PARAMETER_OF;

function schemaOf(member: Member): z.ZodType<Value> {
  const field = fieldAt(`parameters.${PARAMETER_OF[member]}`);
  if (!field) throw new Error(`no parameter belongs to ${member}`);
  return fieldSchema(field);
}

/** A member that sets a parameter; null means that it is not sent. */
function parameter(member: Member) {
  return schemaOf(member).nullish();
}

/** One stop string is a list of one; strings that occur twice count once. */
function stopList(input: unknown): unknown {
  if (typeof input === "string") return [input];
  return Array.isArray(input) ? [...new Set<unknown>(input)] : input;
}

/** The members of a request that set parameters. */
export const PARAMETER_SHAPE = {
  temperature: parameter("temperature"),
  top_p: parameter("top_p"),
  top_k: parameter("top_k"),
  min_p: parameter("min_p"),
  typical_p: parameter("typical_p"),
  seed: parameter("seed"),
  repeat_penalty: parameter("repeat_penalty"),
  repetition_penalty: parameter("repetition_penalty"),
  repeat_last_n: parameter("repeat_last_n"),
  presence_penalty: parameter("presence_penalty"),
  frequency_penalty: parameter("frequency_penalty"),
  max_tokens: parameter("max_tokens"),
  max_completion_tokens: parameter("max_completion_tokens"),
  stop: z.preprocess(stopList, parameter("stop")),
  reasoning_effort: parameter("reasoning_effort"),
};

/** The values that a parsed request sets, by the registry's names; `shape` is its schema's. */
export function parametersIn(body: Readonly<Record<string, unknown>>, shape: object): Values {
  const values: Record<string, Value> = {};
  for (const member of keysOf(PARAMETER_OF)) {
    const value = Object.hasOwn(shape, member) ? body[member] : null;
    if (isValue(value) && value !== null) values[PARAMETER_OF[member]] = value;
  }
  return values;
}
