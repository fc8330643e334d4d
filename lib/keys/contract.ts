import { endpoint } from "@/lib/http/endpoint";
import { keyInput, keyList, newApiKey } from "./schema";

export const keysContract = {
  list: endpoint({
    method: "GET",
    path: "/api/keys",
    tag: "API keys",
    summary: "List the caller's keys",
    access: ["read"],
    response: keyList,
    examples: [{ summary: "Keys without their secrets", status: 200 }],
  }),
  create: endpoint({
    method: "POST",
    path: "/api/keys",
    tag: "API keys",
    summary: "Create a key; its secret is returned only here",
    access: ["write"],
    body: keyInput,
    response: newApiKey,
    status: 201,
    errors: ["permission_denied", "quota_exceeded", "validation_failed"],
    examples: [
      {
        summary: "For a script that only reads",
        body: { name: "nightly report", scopes: ["read"], expires_at: "2099-01-01T00:00:00Z" },
        status: 201,
      },
    ],
  }),
  revoke: endpoint({
    method: "DELETE",
    path: "/api/keys/{id}",
    tag: "API keys",
    summary: "Revoke a key",
    access: ["write"],
    params: { id: "The key's id" },
    errors: ["key_not_found"],
    examples: [{ summary: "The key is rejected from the next request on", status: 204 }],
  }),
  listOfUser: endpoint({
    method: "GET",
    path: "/api/admin/users/{id}/keys",
    tag: "Administration",
    summary: "List a user's API keys",
    access: ["admin"],
    params: { id: "The user's id" },
    response: keyList,
    errors: ["user_not_found"],
    examples: [{ summary: "Keys without their secrets", status: 200 }],
  }),
  revokeOfUser: endpoint({
    method: "DELETE",
    path: "/api/admin/users/{id}/keys/{key}",
    tag: "Administration",
    summary: "Revoke a user's API key",
    access: ["admin"],
    params: { id: "The user's id", key: "The key's id" },
    errors: ["key_not_found"],
    examples: [{ summary: "The key is rejected from the next request on", status: 204 }],
  }),
};
