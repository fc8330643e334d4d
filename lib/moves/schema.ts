import { z } from "zod";
import { show } from "@/lib/registry/words";
import { text } from "@/lib/registry/zod";
import { MAX_MODEL_NAME } from "@/lib/values/content";

const modelName = text(1, MAX_MODEL_NAME, "the id of a model");

/** `POST /api/admin/catalog/move` and its preview. */
export const moveInput = z
  .strictObject(
    {
      from: modelName.meta({ description: "It may have left the catalog" }),
      to: modelName.meta({ description: "A model of the catalog" }),
    },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? "is not a field of a move; those are from, to"
          : `must be an object; you entered ${show(issue.input)}`,
    },
  )
  .refine(({ from, to }) => from !== to, {
    path: ["to"],
    error: "must be another model than from",
  });
export type MoveInput = z.infer<typeof moveInput>;

const named = {
  id: z.string(),
  name: z.string(),
  owner: z.string().meta({ description: "`system` or a user's id" }),
  owner_name: z.string(),
  type: z.number().int(),
};

const reasons = z.array(z.object({ path: z.string(), code: z.string(), message: z.string() }));

const movedProfile = z
  .object({
    ...named,
    warnings: reasons.meta({
      description:
        "Inherited values that the model does not accept. They do not prevent a move: they are not sent, except a `num_ctx` that is too large, which engines reduce",
    }),
  })
  .meta({ id: "MovedProfile" });

const leftProfile = z.object({ ...named, reasons }).meta({
  id: "LeftProfile",
  description: "A profile that does not fit the model and keeps its own",
});

/** Names the first 200 of each kind, those with warnings first; the totals count all. */
export const moveReport = z.object({
  moved: z.array(movedProfile),
  moved_total: z.number().int(),
  warned_total: z.number().int().meta({ description: "Moved profiles with warnings" }),
  left: z.array(leftProfile),
  left_total: z.number().int(),
});
export type MoveReport = z.infer<typeof moveReport>;
