import { defineRoute, handle } from "@/lib/http/define-route";
import { profileReply } from "@/lib/http/profile-reply";
import { profilesContract } from "@/lib/profiles/contract";
import { resetDefault } from "@/lib/profiles/server/defaults-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.reset, async ({ ctx, params, body, headers }) =>
    profileReply(await resetDefault(ctx, params.task, body, headers.get("if-match"))),
  ),
);
