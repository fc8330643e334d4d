import { at, DENIED, forAdmins, type Row } from "./callers";
import { inviteUser, makeAccount, makeConfirmedAdmin, uniqueEmail } from "./world";

const key = { name: "k", scopes: ["read"] };

/** What admins do with accounts. */
export const USER_ROWS: Readonly<Record<string, Row>> = {
  "GET /api/admin/users": { target: at("/api/admin/users"), ...forAdmins() },
  "POST /api/admin/users": {
    target: async () => {
      await makeConfirmedAdmin();
      return { path: "/api/admin/users", json: { name: "New", email: uniqueEmail("invited") } };
    },
    all: DENIED,
    except: { ...forAdmins("201").except, admin_key: DENIED },
  },
  "DELETE /api/admin/users/{id}": {
    target: async () => {
      const { id } = await inviteUser();
      return { path: `/api/admin/users/${String(id)}` };
    },
    ...forAdmins("204"),
  },
  "PATCH /api/admin/users/{id}": {
    target: async () => {
      const { id } = await makeAccount("patched");
      return { path: `/api/admin/users/${id}`, json: { disabled: true } };
    },
    ...forAdmins(),
  },
  "POST /api/admin/users/{id}/password-reset": {
    target: async () => {
      await makeConfirmedAdmin();
      const { id } = await makeAccount("forgetful");
      return { path: `/api/admin/users/${id}/password-reset` };
    },
    all: DENIED,
    except: { ...forAdmins("201").except, admin_key: DENIED },
  },
  "GET /api/admin/users/{id}/keys": {
    target: ({ id }) => ({ path: `/api/admin/users/${id}/keys` }),
    ...forAdmins(),
  },
  "DELETE /api/admin/users/{id}/keys/{key}": {
    target: async (owner) => {
      const { body } = await owner.writer.post("/api/keys", key);
      return { path: `/api/admin/users/${owner.id}/keys/${String(body.id)}` };
    },
    ...forAdmins("204"),
  },
};
