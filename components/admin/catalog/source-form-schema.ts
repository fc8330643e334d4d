import { z } from "zod";
import { sourceInput } from "@/lib/models/source-schema";

const { kind, provider, address, token } = sourceInput.shape;

/** The form's fields; the request is a `sourceInput` or a `sourcePatch`. */
export const sourceForm = z.object({
  kind,
  provider,
  address,
  token: z.string().refine((value) => value === "" || token.safeParse(value).success, {
    error: "must be visible ASCII characters, without spaces",
  }),
  drop_token: z.boolean(),
});
export type SourceValues = z.infer<typeof sourceForm>;
