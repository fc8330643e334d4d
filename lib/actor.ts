import { AppError } from "@/lib/errors";

export const SCOPES = ["read", "write", "service", "infer", "admin"] as const;
export type Scope = (typeof SCOPES)[number];
/** Only an admin may give these to a key. */
export const ADMIN_SCOPES: readonly Scope[] = ["service", "admin"];

export const ROLES = ["user", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** How the profile's prompt and the caller's leading system messages go together. */
export const PROMPT_MODES = ["prepend", "if_absent", "profile_only"] as const;
export type PromptMode = (typeof PROMPT_MODES)[number];

/** Whether the parameters of a caller replace those of the profile. */
export const PARAMETER_MODES = ["win", "ignored"] as const;
export type ParameterMode = (typeof PARAMETER_MODES)[number];

/** What requests to the gateway with a key may do. */
export interface KeyOptions {
  caller_parameters: ParameterMode;
  system_prompt: PromptMode;
  /** The names that may be requested as `model`; null: every model. */
  models: string[] | null;
  /** Requests at once; null: as many as the engines take. */
  max_parallel: number | null;
}

/** The options of a session, and of a key that sets none. */
export const KEY_OPTIONS: KeyOptions = {
  caller_parameters: "win",
  system_prompt: "prepend",
  models: null,
  max_parallel: null,
};

/** The API key a script came with. */
export interface ActorKey {
  id: string;
  name: string;
  scopes: readonly Scope[];
  expires_at: string | null;
  /** `KEY_OPTIONS` if not given. */
  options?: KeyOptions;
}

/** A person, in a browser (`key: null`) or through one of their API keys. */
export interface UserActor {
  kind: "user";
  id: string;
  email: string;
  name: string;
  role: Role;
  /** Ids of the groups they belong to. */
  groups: readonly string[];
  key: ActorKey | null;
  /** Id of the browser's session; null with an API key. */
  session: string | null;
}

/** Nobody we know. */
export interface Anonymous {
  kind: "anonymous";
}

/** The program itself: seed and start-up. */
export interface SystemActor {
  kind: "system";
}

export type Actor = UserActor | Anonymous | SystemActor;

export const ANONYMOUS: Anonymous = { kind: "anonymous" };
export const SYSTEM_ACTOR: SystemActor = { kind: "system" };
/** The owner of the default profiles. */
export const SYSTEM_USER_ID = "system";

/** Whose view a query takes. What a viewer may see depends on nothing else, such as a key's scopes. */
export type Viewer = Pick<UserActor, "id" | "role" | "groups">;

export const SYSTEM_VIEWER: Viewer = { id: SYSTEM_USER_ID, role: "admin", groups: [] };

/** The actor as a viewer; the program itself sees what the system user sees. @throws 401 `unauthenticated` */
export function viewerOf(actor: Actor): Viewer {
  if (actor.kind === "system") return SYSTEM_VIEWER;
  if (actor.kind === "anonymous") throw unauthenticated();
  const { id, role, groups } = actor;
  return { id, role, groups };
}

function unauthenticated(): AppError {
  return new AppError("unauthenticated", "Sign in, or send an API key as a bearer token.");
}

/** A scope and the scopes that contain it. */
const GRANTED_BY: Record<Scope, readonly Scope[]> = {
  read: ["read", "write", "admin"],
  write: ["write", "admin"],
  service: ["service"],
  infer: ["infer"],
  admin: ["admin"],
};

/** Whether the actor's way in allows `scope`; a browser session allows all but `service`. */
export function hasScope(actor: UserActor, scope: Scope): boolean {
  if (actor.key === null) return scope !== "service";
  return GRANTED_BY[scope].some((granted) => actor.key?.scopes.includes(granted));
}

/** True if the actor may act as an admin: by role and, with an API key, by its scope. */
export function isAdmin(actor: UserActor): boolean {
  return actor.role === "admin" && hasScope(actor, "admin");
}

/**
 * The actor as a signed-in user with `scope` (or one of several).
 * @throws 401 `unauthenticated`, 403 `insufficient_scope`
 */
export function requireUser(actor: Actor, ...scopes: [Scope, ...Scope[]]): UserActor {
  if (actor.kind !== "user") throw unauthenticated();
  if (!scopes.some((scope) => hasScope(actor, scope))) {
    const needed = scopes.map((scope) => `\`${scope}\``).join(" or ");
    throw new AppError("insufficient_scope", `This needs an API key with scope ${needed}.`);
  }
  return actor;
}

/**
 * The actor as a person in a browser. A key that leaks must not take the account that it belongs to.
 * @throws 401 `unauthenticated`, 403 `permission_denied` with an API key
 */
export function requireSession(actor: Actor): UserActor & { session: string } {
  if (actor.kind !== "user") throw unauthenticated();
  const { session } = actor;
  if (session !== null) return { ...actor, session };
  throw new AppError("permission_denied", "An API key cannot do this. Sign in with a browser.");
}

/**
 * The actor as an admin.
 * @throws 401 `unauthenticated`, 403 `permission_denied` (role), 403 `insufficient_scope` (key)
 */
export function requireAdmin(actor: Actor): UserActor {
  if (actor.kind === "user" && actor.role !== "admin") {
    throw new AppError("permission_denied", "Only an admin may do this.");
  }
  return requireUser(actor, "admin");
}
