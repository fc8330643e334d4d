import { onlyFields } from "@/lib/http/pagination";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profilesContract } from "@/lib/profiles/contract";
import { LISTED_REVISION_FIELDS } from "@/lib/profiles/schema";
import { listRevisions } from "@/lib/profiles/server/revisions-service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.revisions, async ({ ctx, params, query }) => {
    const page = await listRevisions(ctx, params.id, query);
    const fields = query.fields ?? LISTED_REVISION_FIELDS;
    return { data: { ...page, data: page.data.map((row) => onlyFields(row, fields)) } };
  }),
);
