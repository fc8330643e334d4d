import { endpoint } from "@/lib/http/endpoint";
import { sessionList } from "./schema";

export const sessionsContract = {
  list: endpoint({
    method: "GET",
    path: "/api/sessions",
    tag: "Accounts",
    summary: "List the sessions of the caller; needs a session itself, not an API key",
    access: ["read"],
    response: sessionList,
    errors: ["permission_denied"],
    examples: [{ summary: "Last used first", status: 200 }],
  }),
  revoke: endpoint({
    method: "DELETE",
    path: "/api/sessions/{id}",
    tag: "Accounts",
    summary: "End a session of the caller; needs a session itself, not an API key",
    access: ["write"],
    params: { id: "The session's id" },
    errors: ["permission_denied", "session_not_found"],
    examples: [{ summary: "Its browser is signed out at the next request", status: 204 }],
  }),
};
