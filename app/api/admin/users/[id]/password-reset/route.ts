import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usersContract } from "@/lib/users/contract";
import { makeResetLink } from "@/lib/users/server/reset-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usersContract.resetLink, async ({ ctx, params }) => ({
    data: await makeResetLink(ctx, params.id),
  })),
);
