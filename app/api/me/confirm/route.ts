import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usersContract } from "@/lib/users/contract";
import { confirmPassword } from "@/lib/users/server/account-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usersContract.confirm, async ({ ctx, body }) => {
    await confirmPassword(ctx, body);
    return {};
  }),
);
