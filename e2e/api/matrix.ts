import { type Client, type Json } from "./client";
import { makeSource, sourceInput } from "./model-server";
import {
  makeAccount,
  makeAdmin,
  makeProfile,
  MODEL,
  profileInput,
  profilePath,
  uniqueEmail,
  type User,
} from "./world";

/** Who calls, of those whom the server knows. */
export const KNOWN = [
  "read_key",
  "write_key",
  "service_key",
  "other",
  "owner",
  "admin",
  "admin_key",
  "admin_read_key",
] as const;
/** Who calls without the server knowing them. */
export const UNKNOWN = [
  "nobody",
  "bad_key",
  "expired_key",
  "revoked_key",
  "disabled_session",
  "disabled_key",
] as const;
export type Known = (typeof KNOWN)[number];
export type Caller = Known | (typeof UNKNOWN)[number];

/** Whose things the calls are about: a user and a key of theirs to make those things with. */
export interface Owner extends User {
  writer: Client;
}

interface Target {
  path: string;
  json?: unknown;
}

interface Row {
  /** Makes what the call is about, anew for each caller. */
  target: (owner: Owner) => Promise<Target> | Target;
  /** The answer to each known caller; who is not named gets `all`. Unknown ones: 401, or `all` where public. */
  all: string;
  except?: Partial<Record<Known, string>>;
  public?: true;
}

const SCOPE = "403 insufficient_scope";
const DENIED = "403 permission_denied";

/** Read by whoever has a key that reads. */
const forReaders = { all: "200", except: { service_key: SCOPE } } as const;
const writers = (status: string) => ({
  all: status,
  except: { read_key: SCOPE, admin_read_key: SCOPE, service_key: SCOPE },
});
const forAdmins = (status = "200") => ({
  all: DENIED,
  except: { admin: status, admin_key: status, admin_read_key: SCOPE, service_key: SCOPE },
});

/** The owner's own thing: for everybody else it does not exist. */
const ownRead = (code: string) => ({
  all: "200",
  except: {
    other: `404 ${code}`,
    admin: `404 ${code}`,
    admin_key: `404 ${code}`,
    admin_read_key: `404 ${code}`,
    service_key: SCOPE,
  },
});
const ownWrite = (status: string, code: string) => ({
  all: status,
  except: {
    other: `404 ${code}`,
    admin: `404 ${code}`,
    admin_key: `404 ${code}`,
    admin_read_key: SCOPE,
    read_key: SCOPE,
    service_key: SCOPE,
  },
});

const at = (path: string, json?: unknown) => () => ({ path, json });
const profileAt =
  (rest = "", json?: (profile: Json) => unknown) =>
  async (owner: Owner): Promise<Target> => {
    const profile = await makeProfile(owner.writer);
    return { path: profilePath(String(profile.id)) + rest, json: json?.(profile) };
  };
const sourceAt =
  (rest = "", json?: Json) =>
  async (): Promise<Target> => {
    const { id } = await makeSource();
    return { path: `/api/admin/catalog/sources/${String(id)}${rest}`, json };
  };
const account = () => ({ name: "New", email: uniqueEmail("new"), password: "a long password" });
const key = { name: "k", scopes: ["read"] };
/** One that no profile of the tests breaks. */
const BOUND = { path: "gpu_config.main_gpu", task: "reranking", max: 7 };
/** Of a model that no profile has. */
const MOVE = { from: "nobodys", to: MODEL };

/** Who may make which call. A call of the contract without a row here, or the reverse, fails. */
export const MATRIX: Readonly<Record<string, Row>> = {
  "GET /api/models/profiles": { target: at("/api/models/profiles"), ...forReaders },
  "POST /api/models/profiles": {
    target: () => ({ path: "/api/models/profiles", json: profileInput() }),
    ...writers("201"),
  },
  "GET /api/models/profiles/{id}": { target: profileAt(), ...ownRead("profile_not_found") },
  "PUT /api/models/profiles/{id}": {
    target: profileAt("", (profile) => profile),
    ...ownWrite("200", "profile_not_found"),
  },
  "PATCH /api/models/profiles/{id}": {
    target: profileAt("", () => ({ description: "new" })),
    ...ownWrite("200", "profile_not_found"),
  },
  "DELETE /api/models/profiles/{id}": {
    target: profileAt(),
    ...ownWrite("200", "profile_not_found"),
  },
  "POST /api/models/profiles/{id}/duplicate": {
    target: profileAt("/duplicate", () => ({})),
    ...ownWrite("201", "profile_not_found"),
  },
  "GET /api/models/profiles/{id}/revisions": {
    target: profileAt("/revisions"),
    ...ownRead("profile_not_found"),
  },
  "POST /api/models/profiles/{id}/revisions/{n}/restore": {
    target: profileAt("/revisions/1/restore"),
    ...ownWrite("200", "profile_not_found"),
  },
  "GET /api/tasks": { target: at("/api/tasks"), ...forReaders },
  "GET /api/config": { target: at("/api/config"), ...forReaders },
  "PUT /api/config": { target: at("/api/config", { model_profiles: {} }), ...writers("200") },
  "PATCH /api/config": { target: at("/api/config", { model_profiles: {} }), ...writers("200") },
  "GET /api/resolve": { target: at("/api/resolve"), all: "200" },
  "GET /api/resolve/{task}": { target: at("/api/resolve/primary"), all: "200" },
  "GET /api/models": { target: at("/api/models"), ...forReaders },
  "GET /api/catalog": { target: at("/api/catalog"), ...forReaders },
  "GET /api/models/{id}": { target: at("/api/models/qwen3-30b-a3b-q4-k-m"), ...forReaders },
  "GET /api/bounds": { target: at("/api/bounds"), ...forReaders },
  "PUT /api/admin/bounds": { target: at("/api/admin/bounds", BOUND), ...forAdmins() },
  "POST /api/admin/bounds/preview": {
    target: at("/api/admin/bounds/preview", BOUND),
    ...forAdmins(),
  },
  "DELETE /api/admin/bounds/{id}": {
    target: async () => {
      const { session } = await makeAdmin();
      const { body } = await session.send("PUT", "/api/admin/bounds", { json: BOUND });
      return { path: `/api/admin/bounds/${String(body.id)}` };
    },
    ...forAdmins("204"),
  },
  "GET /api/admin/catalog": { target: at("/api/admin/catalog"), ...forAdmins() },
  "POST /api/admin/catalog/move": { target: at("/api/admin/catalog/move", MOVE), ...forAdmins() },
  "POST /api/admin/catalog/move/preview": {
    target: at("/api/admin/catalog/move/preview", MOVE),
    ...forAdmins(),
  },
  "GET /api/admin/catalog/sources": { target: at("/api/admin/catalog/sources"), ...forAdmins() },
  "POST /api/admin/catalog/sources": {
    target: () => ({ path: "/api/admin/catalog/sources", json: sourceInput() }),
    ...forAdmins("201"),
  },
  "PATCH /api/admin/catalog/sources/{id}": {
    target: sourceAt("", { enabled: false }),
    ...forAdmins(),
  },
  "DELETE /api/admin/catalog/sources/{id}": { target: sourceAt(), ...forAdmins("204") },
  "POST /api/admin/catalog/sources/{id}/read": { target: sourceAt("/read"), ...forAdmins() },
  "POST /api/admin/catalog/sync": { target: at("/api/admin/catalog/sync"), ...forAdmins() },
  "GET /api/keys": { target: at("/api/keys"), ...forReaders },
  "POST /api/keys": { target: at("/api/keys", key), ...writers("201") },
  "DELETE /api/keys/{id}": {
    target: async (owner) => {
      const { body } = await owner.writer.post("/api/keys", key);
      return { path: `/api/keys/${String(body.id)}` };
    },
    ...ownWrite("204", "key_not_found"),
  },
  "POST /api/setup": {
    target: () => ({ path: "/api/setup", json: account() }),
    all: "409 already_set_up",
    public: true,
  },
  "POST /api/register": {
    target: () => ({ path: "/api/register", json: account() }),
    all: "201",
    public: true,
  },
  "GET /api/me": { target: at("/api/me"), all: "200" },
  "GET /api/admin/users": { target: at("/api/admin/users"), ...forAdmins() },
  "PATCH /api/admin/users/{id}": {
    target: async () => {
      const { id } = await makeAccount("patched");
      return { path: `/api/admin/users/${id}`, json: { disabled: true } };
    },
    ...forAdmins(),
  },
  "POST /api/admin/users/{id}/password-reset": {
    target: async () => {
      const { id } = await makeAccount("forgetful");
      return { path: `/api/admin/users/${id}/password-reset` };
    },
    ...forAdmins("201"),
  },
  "POST /api/reset-password": {
    target: at("/api/reset-password", { token: "x", password: "a long password" }),
    all: "404 reset_not_found",
    public: true,
  },
  "GET /api/admin/audit": { target: at("/api/admin/audit"), ...forAdmins() },
  "GET /api/admin/audit/export": { target: at("/api/admin/audit/export"), ...forAdmins() },
  "GET /api/admin/defaults": { target: at("/api/admin/defaults"), ...forAdmins() },
  "POST /api/admin/defaults/{task}/reset": {
    target: at("/api/admin/defaults/reranking/reset", {}),
    ...forAdmins(),
  },
  "GET /api/admin/settings": { target: at("/api/admin/settings"), ...forAdmins() },
  "PATCH /api/admin/settings": { target: at("/api/admin/settings", {}), ...forAdmins() },
  "GET /api/health": { target: at("/api/health"), all: "200", public: true },
  "GET /api/metrics": { target: at("/api/metrics"), ...forAdmins() },
  "GET /api/openapi.json": { target: at("/api/openapi.json"), all: "200", public: true },
};

/** What the table says of a caller: `"403 insufficient_scope"`, or the status alone of a success. */
export function expectedOf(row: Row, caller: Caller): string {
  if (row.public) return row.all;
  if ((UNKNOWN as readonly string[]).includes(caller)) return "401 unauthenticated";
  return row.except?.[caller as Known] ?? row.all;
}
