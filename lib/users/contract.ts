import { endpoint } from "@/lib/http/endpoint";
import {
  account,
  accountInput,
  confirmInput,
  invitation,
  inviteInput,
  me,
  resetInput,
  resetLink,
  user,
  userPage,
  userPatch,
  userQuery,
} from "./schema";

const example = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };

export const usersContract = {
  setup: endpoint({
    method: "POST",
    path: "/api/setup",
    tag: "Accounts",
    summary: "Create the first admin account",
    access: "public",
    body: accountInput,
    response: account,
    status: 201,
    errors: ["already_set_up", "cross_origin", "validation_failed"],
    examples: [{ summary: "Setup is already completed", body: example, status: 409 }],
  }),
  register: endpoint({
    method: "POST",
    path: "/api/register",
    tag: "Accounts",
    summary: "Create an account",
    access: "public",
    body: accountInput,
    response: account,
    status: 201,
    errors: ["registration_closed", "email_taken", "cross_origin", "validation_failed"],
    examples: [
      { summary: "While registration is open", body: example, status: 201 },
      {
        summary: "Rejected: the password is too short",
        body: { ...example, password: "short" },
        status: 422,
      },
    ],
  }),
  resetLink: endpoint({
    method: "POST",
    path: "/api/admin/users/{id}/password-reset",
    tag: "Administration",
    summary:
      "Create a password reset link, valid once and for 24 hours (7 days for an invited user)",
    access: ["admin"],
    params: { id: "The user's id" },
    response: resetLink,
    status: 201,
    errors: ["user_not_found", "password_required"],
    examples: [
      {
        summary: "It replaces an earlier link. Needs a session with a confirmed password",
        status: 201,
      },
    ],
  }),
  reset: endpoint({
    method: "POST",
    path: "/api/reset-password",
    tag: "Accounts",
    summary:
      "Set a new password with a reset link; ends all sessions of the user and revokes their keys with scope admin or service",
    access: "public",
    body: resetInput,
    errors: ["reset_not_found", "cross_origin", "validation_failed"],
    examples: [
      {
        summary: "Rejected: the link was used, replaced or has expired",
        body: { token: "x", password: example.password },
        status: 404,
      },
    ],
  }),
  me: endpoint({
    method: "GET",
    path: "/api/me",
    tag: "Accounts",
    summary: "The account and key of the caller",
    access: ["read", "service"],
    response: me,
    examples: [{ summary: "The account", status: 200 }],
  }),
  confirm: endpoint({
    method: "POST",
    path: "/api/me/confirm",
    tag: "Accounts",
    summary:
      "Enter the password again: for 10 minutes, this session may change roles and create reset links",
    access: ["read"],
    body: confirmInput,
    errors: ["permission_denied", "rate_limited", "validation_failed"],
    examples: [
      {
        summary: "Failures count as failed sign-ins",
        body: { password: example.password },
        status: 204,
      },
    ],
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
    examples: [{ summary: "Search by name or email", query: { q: "ada" }, status: 200 }],
  }),
  invite: endpoint({
    method: "POST",
    path: "/api/admin/users",
    tag: "Administration",
    summary:
      "Invite a user: creates an account without a password, and a link to set one, valid once and for 7 days",
    access: ["admin"],
    body: inviteInput,
    response: invitation,
    status: 201,
    errors: ["email_taken", "password_required", "validation_failed"],
    examples: [
      {
        summary: "Also while registration is closed. Needs a session with a confirmed password",
        body: { name: "Grace", email: "grace@example.org", role: "user" },
        status: 201,
      },
      {
        summary: "Rejected: there is no such role",
        body: { name: "Grace", email: "grace@example.org", role: "owner" },
        status: 422,
      },
    ],
  }),
  withdraw: endpoint({
    method: "DELETE",
    path: "/api/admin/users/{id}",
    tag: "Administration",
    summary: "Withdraw an invitation: deletes the account of a user who has not set a password yet",
    access: ["admin"],
    params: { id: "The user's id" },
    errors: ["user_not_found", "invitation_used"],
    examples: [{ summary: "The link stops working immediately", status: 204 }],
  }),
  patch: endpoint({
    method: "PATCH",
    path: "/api/admin/users/{id}",
    tag: "Administration",
    summary: "Change a user's role (needs a confirmed password), or disable or enable the account",
    access: ["admin"],
    params: { id: "The user's id" },
    body: userPatch,
    response: user,
    errors: ["user_not_found", "last_admin", "password_required", "validation_failed"],
    examples: [
      {
        summary: "Disable: sessions and keys stop working immediately",
        body: { disabled: true },
        status: 200,
      },
    ],
  }),
};
