import "server-only";
import type { Context } from "@/lib/context";
import { countByModelName, selectDefaultModels } from "./move-repository";

/** Every model that profiles name, how many of anybody's do, and which defaults among them. */
export async function modelUse(ctx: Context) {
  const defaults = await selectDefaultModels(ctx.db.read);
  return (await countByModelName(ctx.db.read)).map((use) => ({
    ...use,
    defaults: defaults
      .filter(({ model_name }) => model_name === use.model_name)
      .map(({ model_name: _model, ...rest }) => rest),
  }));
}
