import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usersContract } from "@/lib/users/contract";
import { inviteUser } from "@/lib/users/server/invite-service";
import { listUsers } from "@/lib/users/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usersContract.list, async ({ ctx, query }) => ({ data: await listUsers(ctx, query) })),
  handle(usersContract.invite, async ({ ctx, body }) => ({ data: await inviteUser(ctx, body) })),
);
