import { type FactReader, itemsIn, listedIn, type ModelFacts, textIn, tokensIn } from "../reader";

/** A model in OpenAI's list; servers add the context under several names. */
function modelIn(item: Readonly<Record<string, unknown>>): ModelFacts[] {
  const name = textIn(item.id);
  const context = tokensIn(item.max_model_len) ?? tokensIn(item.context_length);
  return name === null ? [] : [{ name, context, state: null }];
}

/** OpenAI, and servers that have nothing but its interface. */
export const OPENAI_FACTS: FactReader = {
  async read({ list }) {
    const reply = await list();
    const items = listedIn(reply, "data");
    if (!items) return { path: "/v1/models", status: reply.status };
    return { status: "up", version: null, models: items.flatMap(modelIn) };
  },

  async recognizes({ list }) {
    const items = itemsIn(await list(), "data");
    return items?.every((item) => typeof item.id === "string") ?? false;
  },
};
