import { onlyFields } from "@/lib/http/pagination";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { profileReply } from "@/app/api/models/profiles/reply";
import { profilesContract } from "@/lib/profiles/contract";
import { createProfile, listProfiles } from "@/lib/profiles/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.list, async ({ ctx, query }) => {
    const page = await listProfiles(ctx, query);
    return { data: { ...page, data: page.data.map((row) => onlyFields(row, query.fields)) } };
  }),
  handle(profilesContract.create, async ({ ctx, body }) =>
    profileReply(await createProfile(ctx, body), { created: true }),
  ),
);
