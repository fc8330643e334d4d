import { defineRoute, handle } from "@/lib/http/server/define-route";
import { sessionsContract } from "@/lib/sessions/contract";
import { listSessions } from "@/lib/sessions/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(sessionsContract.list, async ({ ctx }) => ({ data: await listSessions(ctx) })),
);
