import { endpoint } from "@/lib/http/endpoint";
import { keepingInput, keepingState, keptPage, keptQuery } from "./schema";

const tag = "Profiles";
const path = "/api/models/profiles/{id}/kept-requests";
const params = { id: "The profile's id" };
const errors = ["profile_not_found", "permission_denied"] as const;

export const keptContract = {
  list: endpoint({
    method: "GET",
    path,
    large: true,
    tag,
    summary: "List the last 50 requests through your profile with their texts, if you keep them",
    access: ["read"],
    params,
    query: keptQuery,
    response: keptPage,
    errors: [...errors, "invalid_query", "invalid_cursor"],
    examples: [
      {
        summary: "The newest ten; none are kept until you switch it on",
        query: { limit: "10" },
        status: 200,
      },
      {
        summary: "A default is everyone's: its requests are never kept",
        params: { id: "00000000-0000-0000-0000-000000000001" },
        status: 403,
      },
    ],
  }),
  set: endpoint({
    method: "PUT",
    path,
    tag,
    summary:
      "Keep the requests through your profile with their texts for 7 days, or stop and delete them",
    access: ["write"],
    params,
    body: keepingInput,
    response: keepingState,
    errors: [...errors, "quota_exceeded"],
    examples: [
      { summary: "Keep those that arrive from now on", body: { enabled: true }, status: 200 },
      { summary: "Stop, and delete what is kept", body: { enabled: false }, status: 200 },
    ],
  }),
  empty: endpoint({
    method: "DELETE",
    path,
    tag,
    summary: "Delete the kept requests of your profile; later ones are still kept",
    access: ["write"],
    params,
    errors,
    examples: [{ summary: "They cannot be recovered", status: 204 }],
  }),
};
