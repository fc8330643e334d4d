import { endpoint } from "@/lib/http/endpoint";
import { gatewayRequest, requestsPage, requestsQuery, usage, usageQuery } from "./schema";

const tag = "Usage";

export const usageContract = {
  sums: endpoint({
    method: "GET",
    path: "/api/usage",
    large: true,
    tag,
    summary: "Sum up the gateway's requests by hour or day, and by profile, model, key or task",
    access: ["read", "infer"],
    query: usageQuery,
    response: usage,
    errors: ["invalid_query"],
    examples: [
      { summary: "The last 24 hours, by task", query: { group: "task" }, status: 200 },
      { summary: "The last 30 days, day by day", query: { by: "day" }, status: 200 },
    ],
  }),
  list: endpoint({
    method: "GET",
    path: "/api/requests",
    tag,
    summary: "List the gateway's requests, newest first, without their texts",
    access: ["read", "infer"],
    query: requestsQuery,
    response: requestsPage,
    errors: ["invalid_query", "invalid_cursor"],
    examples: [{ summary: "Your own", query: { owner: "me" }, status: 200 }],
  }),
  get: endpoint({
    method: "GET",
    path: "/api/requests/{id}",
    tag,
    summary: "Read a request by the `X-Request-Id` of its response",
    access: ["read", "infer"],
    params: { id: "The request's id" },
    response: gatewayRequest,
    errors: ["request_not_found"],
    examples: [
      {
        summary: "A request that does not exist",
        params: { id: "3fd8afc4-1dec-4e78-b68c-006f46fcebdd" },
        status: 404,
      },
    ],
  }),
};
