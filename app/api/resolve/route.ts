import { assignmentsContract } from "@/lib/assignments/contract";
import { resolveAll } from "@/lib/assignments/server/resolve-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { resolveReply } from "./reply";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(assignmentsContract.resolveAll, async ({ ctx, query }) => {
    const all = await resolveAll(ctx, query);
    return resolveReply(
      all,
      all.data.map(({ source }) => source),
    );
  }),
);
