import { endpoint } from "@/lib/http/endpoint";
import { account, accountInput, me, user, userPage, userPatch, userQuery } from "./schema";

const example = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };

export const usersContract = {
  setup: endpoint({
    method: "POST",
    path: "/api/setup",
    tag: "Accounts",
    summary: "Make the first admin",
    access: "public",
    body: accountInput,
    response: account,
    status: 201,
    errors: ["already_set_up", "cross_origin", "validation_failed"],
    examples: [{ summary: "Only once", body: example, status: 409 }],
  }),
  register: endpoint({
    method: "POST",
    path: "/api/register",
    tag: "Accounts",
    summary: "Make a user",
    access: "public",
    body: accountInput,
    response: account,
    status: 201,
    errors: ["registration_closed", "email_taken", "cross_origin", "validation_failed"],
    examples: [
      { summary: "While registration is open", body: example, status: 201 },
      {
        summary: "Refused: too short a password",
        body: { ...example, password: "short" },
        status: 422,
      },
    ],
  }),
  me: endpoint({
    method: "GET",
    path: "/api/me",
    tag: "Accounts",
    summary: "Who is calling",
    access: ["read", "service"],
    response: me,
    examples: [{ summary: "With a key, also the key", status: 200 }],
  }),
  list: endpoint({
    method: "GET",
    path: "/api/admin/users",
    tag: "Administration",
    summary: "List users",
    access: ["admin"],
    query: userQuery,
    response: userPage,
    errors: ["invalid_query", "invalid_cursor"],
    examples: [{ summary: "Find by name or address", query: { q: "ada" }, status: 200 }],
  }),
  patch: endpoint({
    method: "PATCH",
    path: "/api/admin/users/{id}",
    tag: "Administration",
    summary: "Change a user's role, disable or enable",
    access: ["admin"],
    params: { id: "The user's id" },
    body: userPatch,
    response: user,
    errors: ["user_not_found", "last_admin", "validation_failed"],
    examples: [
      { summary: "Sessions and keys stop at once", body: { disabled: true }, status: 200 },
    ],
  }),
};
