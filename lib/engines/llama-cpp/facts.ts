import { asObject, objectAt } from "@/lib/objects";
import {
  type Asked,
  type FactReader,
  itemsIn,
  type ModelFacts,
  type Reply,
  textIn,
  tokensIn,
} from "../reader";

/** Every path answers so while the model is loaded. */
function isLoading({ status, json }: Reply): boolean {
  return status === 503 && objectAt(json, "error").message === "Loading model";
}

/** The context of one slot, of which the server may have several. */
function slotContext({ json }: Reply): number | null {
  return tokensIn(objectAt(json, "default_generation_settings").n_ctx);
}

/** The router that loads several models says of each whether it is loaded. */
function modelIn(slot: number | null) {
  return (item: Readonly<Record<string, unknown>>): ModelFacts[] => {
    const name = textIn(item.id);
    if (name === null) return [];
    const state = textIn(asObject(item.status).value) ?? textIn(item.status) ?? "loaded";
    const context = tokensIn(objectAt(item, "meta").n_ctx) ?? slot;
    return [{ name, context: state === "loaded" ? context : null, state }];
  };
}

export const LLAMA_CPP_FACTS: FactReader = {
  async read({ get, list }: Asked) {
    const reply = await list();
    if (isLoading(reply)) return { status: "loading", version: null, models: [] };
    const items = itemsIn(reply, "data");
    if (!items) return { path: "/v1/models", status: reply.status };
    const props = await get("/props");
    if (isLoading(props)) return { status: "loading", version: null, models: [] };
    const version = textIn(asObject(props.json).build_info);
    const models = items.flatMap(modelIn(slotContext(props)));
    return { status: "up", version, models };
  },

  async recognizes({ get, list }: Asked) {
    const reply = await list();
    if (isLoading(reply)) return true;
    if (itemsIn(reply, "data")?.some((item) => item.owned_by === "llamacpp")) return true;
    const { status, json } = await get("/props");
    return status === 200 && "default_generation_settings" in asObject(json);
  },
};
