import { z } from "zod";
import { show } from "@/lib/registry/messages";
import { text } from "@/lib/registry/zod";
import { MAX_MODEL_NAME } from "@/lib/values/content";

const modelName = text(1, MAX_MODEL_NAME, "the id of a model");

const models = {
  from: modelName.meta({ description: "May no longer be in the catalog" }),
  to: modelName.meta({ description: "A model of the catalog" }),
};

const moveError = (fields: string) => (issue: { code?: string; input?: unknown }) =>
  issue.code === "unrecognized_keys"
    ? `is not a field of a move; those are ${fields}`
    : `must be an object; you entered ${show(issue.input)}`;

const isAnother = ({ from, to }: { from: string; to: string }) => from !== to;
const ANOTHER = { path: ["to"], error: "must be another model than from" };

/** `POST /api/models/profiles/move` and its preview: of the caller's own profiles. */
export const moveInput = z
  .strictObject(models, { error: moveError("from, to") })
  .refine(isAnother, ANOTHER);

const MOVE_SCOPES = ["mine", "defaults", "everyone"] as const;

/** `POST /api/admin/catalog/move` and its preview. */
export const adminMoveInput = z
  .strictObject(
    {
      ...models,
      scope: z
        .enum(MOVE_SCOPES, {
          error: (issue) =>
            `must be one of ${MOVE_SCOPES.join(", ")}; you entered ${show(issue.input)}`,
        })
        .default("everyone")
        .meta({ description: "Whose profiles: the admin's own, the defaults, or all" }),
    },
    { error: moveError("from, to, scope") },
  )
  .refine(isAnother, ANOTHER);
/** Without a scope: everyone's profiles. */
export type MoveInput = z.input<typeof adminMoveInput>;

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
  changes: z.array(z.string()).meta({
    description:
      "Identify the changes, to undo them with `POST /api/tasks/undo`: one for each hundred profiles, in order; none of a preview or a move of everyone's profiles",
    examples: [[]],
  }),
});
export type MoveReport = z.infer<typeof moveReport>;
