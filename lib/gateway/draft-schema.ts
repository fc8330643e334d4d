import { z } from "zod";
import { show } from "@/lib/registry/messages";

/** Where a draft is in a request. */
export const DRAFT_PATH = "mp.profile";

const object = (what: string) => ({
  error: ({ code, input }: { code?: string; input?: unknown }) =>
    code === "unrecognized_keys"
      ? `is not a member of ${what}; its only member is profile`
      : `must be an object; you entered ${show(input)}`,
});

/**
 * The member `mp` of a request: runs a profile that is not saved instead of what `model` names, so that
 * values can be tried before they are saved. The service checks it as it checks a profile that is
 * saved, and accepts it only with a browser's session: a key runs what its owner has saved.
 */
export const draftMember = z
  .strictObject(
    {
      profile: z.record(z.string(), z.unknown(), object("a draft")).meta({
        description:
          "A profile that is not saved, as `POST /api/models/profiles` takes it; `name` may be absent. With the `id` of a saved profile, it is a change of that one",
      }),
    },
    object("mp"),
  )
  .nullish()
  .meta({
    description:
      "Runs a draft instead of the profile that `model` names. Only with a browser's session: with an API key it is 403",
  });
