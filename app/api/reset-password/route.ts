import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usersContract } from "@/lib/users/contract";
import { resetPassword } from "@/lib/users/server/reset-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usersContract.reset, async ({ ctx, body }) => {
    await resetPassword(ctx, body);
    return {};
  }),
);
