import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profilesContract } from "@/lib/profiles/contract";
import { listDefaults } from "@/lib/profiles/server/defaults-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.defaults, async ({ ctx }) => ({ data: await listDefaults(ctx) })),
);
