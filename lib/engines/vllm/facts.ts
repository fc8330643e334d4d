import { asObject } from "@/lib/objects";
import { type Asked, type FactReader, itemsIn, type ModelFacts, textIn, tokensIn } from "../reader";

async function versionOf({ get }: Asked): Promise<string | null> {
  const { status, json } = await get("/version");
  return status === 200 ? textIn(asObject(json).version) : null;
}

function modelIn(item: Readonly<Record<string, unknown>>): ModelFacts[] {
  const name = textIn(item.id);
  return name === null ? [] : [{ name, context: tokensIn(item.max_model_len), state: "loaded" }];
}

export const VLLM_FACTS: FactReader = {
  async read(server: Asked) {
    const reply = await server.list();
    const items = itemsIn(reply, "data");
    if (!items) return { path: "/v1/models", status: reply.status };
    return { status: "up", version: await versionOf(server), models: items.flatMap(modelIn) };
  },

  async recognizes(server: Asked) {
    const items = itemsIn(await server.list(), "data");
    return items?.some((item) => item.owned_by === "vllm") ?? false;
  },
};
