import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usersContract } from "@/lib/users/contract";
import { setUp } from "@/lib/users/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usersContract.setup, async ({ ctx, body }) => ({ data: await setUp(ctx, body) })),
);
