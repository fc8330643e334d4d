import { asObject } from "@/lib/objects";
import {
  type Asked,
  type FactReader,
  itemsIn,
  listedIn,
  type ModelFacts,
  type Reply,
  textIn,
  tokensIn,
} from "../reader";

function versionIn({ status, json }: Reply): string | null {
  return status === 200 ? textIn(asObject(json).version) : null;
}

/** A model that is loaded has its context in `/api/ps`; the others get theirs when they are loaded. */
function modelsIn(tags: readonly object[], loaded: Reply): ModelFacts[] {
  const running = new Map((itemsIn(loaded, "models") ?? []).map((item) => [item.name, item]));
  return tags.flatMap((tag) => {
    const name = textIn(asObject(tag).name);
    if (name === null) return [];
    const held = running.get(name);
    const context = tokensIn(held?.context_length);
    return [{ name, context, state: held ? "loaded" : "unloaded" }];
  });
}

export const OLLAMA_FACTS: FactReader = {
  async read({ get }: Asked) {
    const version = await get("/api/version");
    const tags = await get("/api/tags");
    const items = listedIn(tags, "models");
    if (!items) return { path: "/api/tags", status: tags.status };
    const models = modelsIn(items, await get("/api/ps"));
    return { status: "up", version: versionIn(version), models };
  },

  // llama.cpp has Ollama's list of models, but not its version.
  async recognizes({ get }: Asked) {
    if (versionIn(await get("/api/version")) === null) return false;
    const { status, json } = await get("/api/tags");
    return status === 200 && "models" in asObject(json);
  },
};
