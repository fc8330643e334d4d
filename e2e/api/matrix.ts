import { Client, type Json } from "./client";
import {
  at,
  DENIED,
  forAdmins,
  forReaders,
  forResolving,
  forSessions,
  type Owner,
  ownRead,
  ownWrite,
  type Row,
  SCOPE,
  type Target,
  writers,
} from "./callers";
import { GATEWAY_ROWS } from "./matrix-gateway";
import { TASK_ROWS } from "./matrix-tasks";
import { USER_ROWS } from "./matrix-users";
import { engineInput, makeEngine } from "./model-server";
import {
  makeAdmin,
  makeProfile,
  MODEL,
  ok,
  PASSWORD,
  profileInput,
  profilePath,
  uniqueEmail,
} from "./world";

/** The id of a session of the owner that no test uses. */
async function otherSession(owner: Owner): Promise<string> {
  await new Client().signIn(owner.email, owner.password);
  const { data } = (await owner.session.get("/api/sessions")).body;
  return String(data.find((each: Json) => !each.current).id);
}

const profileAt =
  (rest = "", json?: (profile: Json) => unknown) =>
  async (owner: Owner): Promise<Target> => {
    const profile = await makeProfile(owner.writer);
    return { path: profilePath(String(profile.id)) + rest, json: json?.(profile) };
  };
const engineAt =
  (rest = "", json?: Json) =>
  async (): Promise<Target> => {
    const { id } = await makeEngine();
    return { path: `/api/admin/engines/${String(id)}${rest}`, json };
  };
/** A model with a correction that changes nothing. */
async function correctedModel(): Promise<Target> {
  const path = `/api/admin/catalog/models/${MODEL}`;
  ok(await (await makeAdmin()).session.patch(path, { context_length: 40_960 }));
  return { path };
}
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
  "GET /api/models/profiles/{id}/kept-requests": {
    target: profileAt("/kept-requests"),
    ...ownRead("profile_not_found"),
  },
  "PUT /api/models/profiles/{id}/kept-requests": {
    target: profileAt("/kept-requests", () => ({ enabled: true })),
    ...ownWrite("200", "profile_not_found"),
  },
  "DELETE /api/models/profiles/{id}/kept-requests": {
    target: profileAt("/kept-requests"),
    ...ownWrite("204", "profile_not_found"),
  },
  ...TASK_ROWS,
  "GET /api/config": { target: at("/api/config"), ...forReaders },
  "PUT /api/config": { target: at("/api/config", { model_profiles: {} }), ...writers("200") },
  "PATCH /api/config": { target: at("/api/config", { model_profiles: {} }), ...writers("200") },
  "GET /api/resolve": { target: at("/api/resolve"), ...forResolving },
  "GET /api/resolve/{task}": { target: at("/api/resolve/primary"), ...forResolving },
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
  "POST /api/models/profiles/move": {
    target: at("/api/models/profiles/move", MOVE),
    ...writers("200"),
  },
  "POST /api/models/profiles/move/preview": {
    target: at("/api/models/profiles/move/preview", MOVE),
    ...writers("200"),
  },
  "POST /api/admin/catalog/move": { target: at("/api/admin/catalog/move", MOVE), ...forAdmins() },
  "POST /api/admin/catalog/move/preview": {
    target: at("/api/admin/catalog/move/preview", MOVE),
    ...forAdmins(),
  },
  "GET /api/admin/engines": { target: at("/api/admin/engines"), ...forAdmins() },
  "POST /api/admin/engines": {
    target: () => ({ path: "/api/admin/engines", json: engineInput() }),
    ...forAdmins("201"),
  },
  "PATCH /api/admin/engines/{id}": {
    target: engineAt("", { enabled: false }),
    ...forAdmins(),
  },
  "PATCH /api/admin/catalog/models/{id}": {
    target: at(`/api/admin/catalog/models/${MODEL}`, { context_length: 40_960 }),
    ...forAdmins(),
  },
  "DELETE /api/admin/catalog/models/{id}": { target: correctedModel, ...forAdmins("204") },
  "DELETE /api/admin/engines/{id}": { target: engineAt(), ...forAdmins("204") },
  "POST /api/admin/engines/{id}/read": { target: engineAt("/read"), ...forAdmins() },
  "POST /api/admin/engines/{id}/test": { target: engineAt("/test"), ...forAdmins() },
  "POST /api/admin/engines/discover": { target: at("/api/admin/engines/discover"), ...forAdmins() },
  "GET /api/engines": { target: at("/api/engines"), ...forReaders },
  "GET /api/engines/models": { target: at("/api/engines/models"), ...forReaders },
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
  "GET /api/me": { target: at("/api/me"), ...forResolving },
  "POST /api/me/confirm": {
    target: at("/api/me/confirm", { password: PASSWORD }),
    ...forSessions("204"),
    // Another password.
    except: { ...forSessions("204").except, admin: "422 validation_failed" },
  },
  "GET /api/sessions": { target: at("/api/sessions"), ...forSessions("200") },
  "DELETE /api/sessions/{id}": {
    target: async (owner) => ({ path: `/api/sessions/${await otherSession(owner)}` }),
    all: DENIED,
    except: {
      owner: "204",
      other: "404 session_not_found",
      admin: "404 session_not_found",
      read_key: SCOPE,
      admin_read_key: SCOPE,
      service_key: SCOPE,
    },
  },
  ...USER_ROWS,
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
  ...GATEWAY_ROWS,
  "GET /api/health": { target: at("/api/health"), all: "200", public: true },
  "GET /api/metrics": { target: at("/api/metrics"), ...forAdmins() },
  "GET /api/openapi.json": { target: at("/api/openapi.json"), all: "200", public: true },
};
