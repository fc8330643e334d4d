import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usersContract } from "@/lib/users/contract";
import { getMe } from "@/lib/users/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usersContract.me, ({ ctx }) => ({ data: getMe(ctx) })),
);
