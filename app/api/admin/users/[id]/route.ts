import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usersContract } from "@/lib/users/contract";
import { withdrawInvitation } from "@/lib/users/server/invite-service";
import { patchUser } from "@/lib/users/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usersContract.patch, async ({ ctx, params, body }) => ({
    data: await patchUser(ctx, params.id, body),
  })),
  handle(usersContract.withdraw, async ({ ctx, params }) => {
    await withdrawInvitation(ctx, params.id);
    return {};
  }),
);
