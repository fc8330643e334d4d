import { z } from "zod";
import { engineInput, type ServedModels } from "@/lib/engines/schema";

const { kind, name, address, key, priority, max_parallel, local, adds_models, flags } =
  engineInput.shape;

/** Lines `catalog id = name on the engine`; null if one is not of this form. */
function namesIn(text: string): Record<string, string> | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const pairs = lines.map((line) => {
    const at = line.indexOf(" = ");
    const id = at === -1 ? line : line.slice(0, at);
    const there = at === -1 ? line : line.slice(at + 3);
    return [id.trim(), there.trim()] as const;
  });
  const isWhole = pairs.every(([id, there]) => id !== "" && there !== "");
  return isWhole ? Object.fromEntries(pairs) : null;
}

/** The number in a field; NaN, which the schema refuses, if there is none. */
const typed = (text: string) => (text.trim() === "" ? NaN : Number(text));

/** The form's fields; the request is an `engineInput` or an `enginePatch`. */
export const engineForm = z.object({
  kind,
  name,
  address,
  key: z.string().superRefine((value, context) => {
    const message = value === "" ? undefined : key.safeParse(value).error?.issues[0]?.message;
    if (message !== undefined) context.addIssue({ code: "custom", message });
  }),
  drop_key: z.boolean(),
  local: local.unwrap(),
  adds_models: adds_models.unwrap(),
  names: z
    .string()
    .refine((text) => namesIn(text) !== null, {
      error: "must have a line for each model: its catalog id, =, and its name on the engine",
    })
    .transform((text): ServedModels => (text.trim() === "" ? "*" : (namesIn(text) ?? "*"))),
  priority: z.string().transform(typed).pipe(priority.unwrap()),
  max_parallel: z.string().transform(typed).pipe(max_parallel.unwrap()),
  flags: flags.unwrap(),
});
export type EngineValues = z.input<typeof engineForm>;
export type EngineRequest = z.output<typeof engineForm>;
