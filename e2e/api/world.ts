import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import type { KeyInput } from "@/lib/keys/schema";
import { type Answer, Client, type Json } from "./client";

export const PASSWORD = "correct horse battery staple";
export const MODEL = "qwen3-30b-a3b-q4-k-m";
export const CODER = "qwen3-coder-30b-a3b";
export const EMBEDDER = "nomic-embed-text-v2";
export const PAINTER = "black-forest-labs-flux.1-dev";
const ADMIN = {
  name: "E2E Admin",
  email: "e2e-admin@example.org",
  password: "e2e admin password",
} as const;

/** The id of a task's default profile. */
export function defaultId(type: number): string {
  return `00000000-0000-0000-0000-${String(type).padStart(12, "0")}`;
}

/** A caller with an account: the session of a browser, and keys as they are asked for. */
export interface User {
  id: string;
  email: string;
  name: string;
  password: string;
  session: Client;
}

export function uniqueEmail(who = "user"): string {
  return `${who}-${randomUUID()}@example.org`;
}

/** The answer, once it is known to have the status. */
export function ok(answer: Answer, status = 200): Answer {
  expect(answer.status, answer.text.slice(0, 500)).toBe(status);
  return answer;
}

/** Expects a problem of this status and code, complete as RFC 9457 and the contract have it. */
export function expectProblem(answer: Answer, status: number, code: string): Json {
  expect(answer.status, answer.text.slice(0, 500)).toBe(status);
  expect(answer.body, answer.text).toMatchObject({ status, code });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  for (const member of ["type", "title", "detail"]) {
    expect(answer.body[member], member).toEqual(expect.any(String));
  }
  return answer.body;
}

/** Expects 422 with exactly these faults, by path; gives their messages and codes by path. */
export function expectFaults(answer: Answer, ...paths: string[]): Record<string, Json> {
  const problem = expectProblem(answer, 422, "validation_failed");
  const byPath = new Map<string, Json>(problem.errors.map((fault: Json) => [fault.path, fault]));
  expect([...byPath.keys()].sort(), answer.text).toEqual([...paths].sort());
  return Object.fromEntries(byPath);
}

/** The paths that are at fault; each fault opens with its own. */
export function faultedIn({ body, text }: Answer): string[] {
  const faults = body.errors as { path: string; message: string }[];
  if (!faults.every(({ path, message }) => message.startsWith(path))) throw new Error(text);
  return faults.map(({ path }) => path);
}

let set: Promise<unknown> | undefined;

/** Makes the first admin, unless the server has one. */
export async function ensureSetUp(): Promise<void> {
  set ??= new Client().post("/api/setup", ADMIN).then((answer) => {
    expect([201, 409], answer.text).toContain(answer.status);
  });
  await set;
}

async function signedIn(email: string, password: string): Promise<User> {
  const session = new Client();
  await session.signIn(email, password);
  const me = ok(await session.get("/api/me")).body;
  return { id: me.id, email, name: me.name, password, session };
}

let signedInAdmin: User | undefined;

/** The admin in a new browser. A password is checked only if the last session was ended. */
export async function makeAdmin(): Promise<User> {
  await ensureSetUp();
  if ((await signedInAdmin?.session.get("/api/me"))?.status !== 200) signedInAdmin = undefined;
  signedInAdmin ??= await signedIn(ADMIN.email, ADMIN.password);
  const session = new Client();
  for (const [name, value] of signedInAdmin.session.cookies) session.cookies.set(name, value);
  return { ...signedInAdmin, session };
}

/** Enters the user's password again in their session, as roles and reset links require. */
export async function confirm({ session, password }: User): Promise<void> {
  ok(await session.post("/api/me/confirm", { password }), 204);
}

/** Milliseconds for which tests take a password as entered; the server does for ten minutes. */
const CONFIRMED_FOR = 5 * 60 * 1000;
const confirmedAt = new WeakMap<User, number>();

/** The admin in a new browser, who has entered their password again. */
export async function makeConfirmedAdmin(): Promise<User> {
  const admin = await makeAdmin();
  // All browsers of the admin have the same session.
  const one = signedInAdmin ?? admin;
  if (Date.now() - (confirmedAt.get(one) ?? 0) > CONFIRMED_FOR) {
    await confirm(admin);
    confirmedAt.set(one, Date.now());
  }
  return admin;
}

/** An account that nobody is signed in to. */
export async function makeAccount(who = "user") {
  await ensureSetUp();
  const account = { name: `The ${who}`, email: uniqueEmail(who), password: PASSWORD };
  const { id } = ok(await new Client().post("/api/register", account), 201).body;
  return { ...account, id: String(id) };
}

/** A user whom the admin has invited, with the link that only this response has. */
export async function inviteUser(input: Json = {}): Promise<Json> {
  const { session } = await makeConfirmedAdmin();
  const invited = { name: "Invited", email: uniqueEmail("invited"), ...input };
  return ok(await session.post("/api/admin/users", invited), 201).body;
}

export async function makeUser(who = "user"): Promise<User> {
  const account = await makeAccount(who);
  return signedIn(account.email, account.password);
}

/** A key of the user's; `expires_at` where it is given. */
export async function makeKey(
  user: User,
  scopes: KeyInput["scopes"],
  expires_at: string | null = null,
) {
  const answer = await user.session.post("/api/keys", { name: "test key", scopes, expires_at });
  const { id, secret } = ok(answer, 201).body;
  return { id: String(id), client: new Client(String(secret)) };
}

/** A user with a key that may write, which answers faster than a session. */
export async function makeWriter(who = "writer") {
  const user = await makeUser(who);
  const { client } = await makeKey(user, ["write"]);
  return { ...user, client };
}

let made = 0;

/** The input of a profile with a name of its own. */
export function profileInput(fields: Json = {}): Json {
  made += 1;
  return { name: `Profile ${made}`, type: 1, model_name: MODEL, ...fields };
}

export async function makeProfile(client: Client, fields: Json = {}): Promise<Json> {
  return ok(await client.post("/api/models/profiles", profileInput(fields)), 201).body;
}

/** Changes what a task of the caller runs, and returns the id of the change. */
export async function tuneTask(client: Client, task: string): Promise<string> {
  const profile = { description: profileInput().name };
  return String(ok(await client.patch(`/api/tasks/${task}`, { profile })).body.change);
}

export function profilePath(id: string): string {
  return `/api/models/profiles/${id}`;
}

/** Makes a profile and deletes it; returns its id. */
export async function trashProfile(client: Client): Promise<string> {
  const id = String((await makeProfile(client)).id);
  ok(await client.delete(profilePath(id)));
  return id;
}

/** Assigns a profile to a task, by the task's field. */
export async function assign(client: Client, field: string, id: string | null): Promise<Json> {
  return ok(await client.patch("/api/config", { model_profiles: { [field]: id } })).body;
}

export async function resolved(client: Client, task: string | number): Promise<Json> {
  return ok(await client.get(`/api/resolve/${task}`)).body;
}

/** Removes every bound: they hold for all that other tests do. */
export async function removeBounds(): Promise<void> {
  const { session } = await makeAdmin();
  const { data } = ok(await session.get("/api/bounds")).body;
  for (const { id } of data) ok(await session.delete(`/api/admin/bounds/${String(id)}`), 204);
}
