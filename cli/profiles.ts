import { migrationsIn } from "@/db/inspect";
import { openSource } from "@/db/client";
import { SYSTEM_ACTOR, SYSTEM_USER_ID, type SystemActor } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { loadChoices } from "@/lib/history/server/service";
import { profilesOf } from "@/lib/profiles/server/admin-service";
import type { Profile } from "@/lib/profiles/schema";
import { findAccount, findAccountById } from "@/lib/users/server/service";
import { type Command, Misuse, type Outcome, table } from "./command";

/**
 * Runs `work` as the program itself, on the database that the configuration names.
 * @throws an Error that says what to do where the database is none or of another version
 */
export async function asSystem<T>(work: (ctx: Context<SystemActor>) => Promise<T>): Promise<T> {
  const db = await openSource();
  try {
    const state = await migrationsIn(db.read);
    if (!state || state.pending > 0 || state.unknown > 0) {
      throw new Error(
        "The database has the schema of another version. Run npm run doctor for details.",
      );
    }
    const origin = { requestId: null, address: null };
    return await work({ actor: SYSTEM_ACTOR, db, origin });
  } finally {
    await db.close();
  }
}

function valuesOf({ parameters }: Profile): string {
  const set = Object.entries(parameters).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return set.join(" ");
}

function modelOf({ model_name, model_available }: Profile): string {
  return model_available ? model_name : `${model_name} (not in the catalog)`;
}

async function listDefaults(ctx: Context<SystemActor>): Promise<Outcome> {
  const profiles = await profilesOf(ctx, SYSTEM_USER_ID);
  const rows = profiles.map((profile) => [
    String(profile.type),
    profile.task,
    modelOf(profile),
    `revision ${profile.revision}`,
    valuesOf(profile),
  ]);
  return { data: { profiles }, lines: table(rows) };
}

async function listOf(ctx: Context<SystemActor>, who: string): Promise<Outcome> {
  const account = (await findAccount(ctx, who)) ?? (await findAccountById(ctx, who.toLowerCase()));
  if (!account) throw new Error(`There is no user with the email address or id ${who}.`);
  const { id, email, name, role, disabled } = account;
  const profiles = await profilesOf(ctx, id);
  const assignments = Object.fromEntries(await loadChoices(ctx, id));
  const tasksOf = (profile: string) =>
    Object.keys(assignments).filter((task) => assignments[task] === profile);
  const rows = profiles.map((profile) => [
    profile.id,
    `“${profile.name}”`,
    profile.task,
    modelOf(profile),
    `used for: ${tasksOf(profile.id).join(", ") || "nothing"}`,
    valuesOf(profile),
  ]);
  const own = new Set(profiles.map((profile) => profile.id));
  const others = Object.entries(assignments).filter(([, profile]) => !own.has(profile));
  const lines = [
    `${name} <${email}>, ${role}${disabled ? ", disabled" : ""}, ${id}`,
    ...(rows.length > 0 ? table(rows) : ["No profiles of their own."]),
    ...others.map(([task, profile]) => `${task} uses ${profile}, a profile of another owner.`),
  ];
  const user = { id, email, name, role, disabled };
  return { data: { user, profiles, assignments }, lines };
}

/** Lists the default profiles, or one user's profiles and assignments. */
export const profiles: Command = {
  usage: "profiles -- defaults|user <email or id> [--json]",
  words: [1, 2],
  run: ({ words: [which, who] }) => {
    if (which === "defaults" && who === undefined) return asSystem(listDefaults);
    if (which === "user" && who !== undefined) return asSystem((ctx) => listOf(ctx, who));
    throw new Misuse("The command is defaults, or user with an email address or id.");
  },
};
