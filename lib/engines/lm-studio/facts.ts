import { asObject } from "@/lib/objects";
import { type Asked, type FactReader, itemsIn, type ModelFacts, textIn, tokensIn } from "../reader";

const PATH = "/api/v1/models";

/** A model has the context of its first loaded instance. */
function modelIn(item: Readonly<Record<string, unknown>>): ModelFacts[] {
  const name = textIn(item.key);
  if (name === null) return [];
  const loaded: unknown = item.loaded_instances;
  const instance: unknown = Array.isArray(loaded) ? loaded[0] : undefined;
  const { config } = asObject(instance);
  const context = tokensIn(asObject(config).context_length);
  return [{ name, context, state: instance === undefined ? "unloaded" : "loaded" }];
}

export const LM_STUDIO_FACTS: FactReader = {
  async read({ get, list }: Asked) {
    const items = itemsIn(await get(PATH), "models");
    if (items) return { status: "up", version: null, models: items.flatMap(modelIn) };
    // Versions before 0.4 have only OpenAI's list.
    const reply = await list();
    const listed = itemsIn(reply, "data");
    if (!listed) return { path: "/v1/models", status: reply.status };
    const names = listed.flatMap(({ id }) => textIn(id) ?? []);
    const models = names.map((name) => ({ name, context: null, state: null }));
    return { status: "up", version: null, models };
  },

  async recognizes({ get }: Asked) {
    const items = itemsIn(await get(PATH), "models");
    return items?.some(({ loaded_instances }) => Array.isArray(loaded_instances)) ?? false;
  },
};
