import "server-only";
import { type SystemActor, SYSTEM_USER_ID } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { surveyEngines } from "@/lib/engines/server/service";
import {
  type InvalidProfile,
  profilesOf,
  surveyProfiles,
} from "@/lib/profiles/server/admin-service";
import { TASKS } from "@/lib/registry/tasks";
import { type Finding, findings, some } from "../finding";
import {
  countAccounts,
  selectKeysOfOthers,
  selectLostAssignments,
  selectLostBases,
} from "./repository";

async function checkDefaults(ctx: Context<SystemActor>): Promise<Finding> {
  const { ok, failure } = findings("defaults");
  const stored = await profilesOf(ctx, SYSTEM_USER_ID);
  const byId = new Map(stored.map((profile) => [profile.id, profile]));
  const troubles = TASKS.flatMap((task) => {
    const profile = byId.get(task.default_profile_id);
    if (!profile) return [`${task.label} has no default`];
    return profile.model_available
      ? []
      : [`${task.label}: ${profile.model_name} is not in the catalog`];
  });
  if (troubles.length === 0)
    return ok(`All ${TASKS.length} defaults exist, and their models are in the catalog.`);
  const remedy =
    "npm start adds missing defaults. Add the models to MODELS_FILE, or have an admin choose others.";
  return failure("Some tasks have no working default.", some(troubles), remedy);
}

/** Assignments and bases can refer to a profile that does not exist or that the user may not see. */
async function checkReferences({ db }: Context<SystemActor>): Promise<Finding> {
  const { ok, failure } = findings("profile not found");
  const assignments = (await selectLostAssignments(db.read)).map(
    ({ user_id, task, profile_id }) => `${task} of user ${user_id} is assigned ${profile_id}`,
  );
  const bases = (await selectLostBases(db.read)).map(
    ({ id, base }) => `profile ${id} is based on ${base}`,
  );
  const lost = [...assignments, ...bases];
  if (lost.length === 0)
    return ok("Users may see every profile that they have assigned or based a profile on.");
  const remedy = "Have these users choose again, under Assignments or as the base of the profile.";
  return failure("Some users use profiles that they may not see.", some(lost), remedy);
}

function nameOf({ id, name, user_id }: InvalidProfile): string {
  return `“${name}” (${id}, ${user_id === SYSTEM_USER_ID ? "default" : `of user ${user_id}`})`;
}

const isGone = ({ code }: { code: string }) => code === "model_unavailable";

async function checkProfiles(ctx: Context<SystemActor>): Promise<Finding[]> {
  const { total, invalid } = await surveyProfiles(ctx);
  const models = findings("model unavailable");
  const gone = invalid.filter(({ faults }) => faults.some(isGone));
  const values = findings("parameter errors");
  const wrong = invalid.flatMap((one) => {
    const faults = one.faults.filter((fault) => !isGone(fault));
    const words = faults.map(({ message }) => message);
    return words.length > 0 ? [`${nameOf(one)}: ${words.join(", ")}`] : [];
  });
  return [
    gone.length === 0
      ? models.ok(`The models of all ${total} profiles are in the catalog.`)
      : models.warning(
          `${gone.length} of ${total} profiles use a model that is not in the catalog; the default of the task is used instead.`,
          some(gone.map((one) => `${nameOf(one)}: ${one.faults.find(isGone)?.message}`)),
          "Add the model to MODELS_FILE again, or choose another one in the profile.",
        ),
    wrong.length === 0
      ? values.ok(`All ${total} profiles follow the current rules.`)
      : values.warning(
          `${wrong.length} of ${total} profiles break the current rules and cannot be saved unchanged.`,
          some(wrong),
          "Open each and correct these fields; the editor shows the valid range.",
        ),
  ];
}

async function checkPermissions({ db }: Context<SystemActor>): Promise<Finding[]> {
  const { ok, warning, failure } = findings("permission denied");
  const { all, admins } = await countAccounts(db.read);
  if (all === 0)
    return [ok("There are no accounts yet. The first visitor creates the admin account.")];
  const found: Finding[] = [];
  if (admins === 0) {
    const cause = "Every admin account is disabled or has lost the role.";
    const remedy = "Restore an earlier backup.";
    found.push(failure("There is no active admin.", cause, remedy));
  }
  const powerless = (await selectKeysOfOthers(db.read, clock.iso())).filter(
    ({ disabled, scopes }) => disabled || scopes.some((scope) => /^(admin|service)$/.test(scope)),
  );
  if (powerless.length > 0) {
    const why = ({ disabled }: { disabled: boolean }) =>
      disabled ? "is disabled" : "is not an admin";
    const cause = some(powerless.map((key) => `“${key.name}”: ${key.email} ${why(key)}`));
    const remedy = "Revoke the keys, or enable the owner or restore the role.";
    found.push(warning("Some keys are rejected because of their owner.", cause, remedy));
  }
  if (found.length > 0) return found;
  return [
    ok(`${admins} of ${all} accounts are active admins; no key is rejected because of its owner.`),
  ];
}

/** An engine that does not answer keeps its last models, which may be outdated. */
async function checkEngines(ctx: Context<SystemActor>): Promise<Finding> {
  const { ok, warning } = findings("engines");
  const sources = (await surveyEngines(ctx)).filter((each) => each.enabled && each.adds_models);
  const troubles = sources.flatMap(({ name, address, read }) => {
    const who = `${name} (${address})`;
    if (!read) return [`the models of ${who} were never read`];
    return read.stale ? [`${who} since ${read.stale.since}: ${read.stale.reason}`] : [];
  });
  if (troubles.length === 0) {
    const count = sources.length === 0 ? "none" : `${sources.length}, all read`;
    return ok(`Engines that add models: ${count}.`);
  }
  const remedy = "Start these servers, or have an admin correct, disable or remove the engine.";
  return warning("The models of some engines are out of date.", some(troubles), remedy);
}

/** Checks what is stored: defaults, references, engines, models, values, permissions. */
export async function checkContents(ctx: Context<SystemActor>): Promise<Finding[]> {
  return [
    await checkDefaults(ctx),
    await checkReferences(ctx),
    await checkEngines(ctx),
    ...(await checkProfiles(ctx)),
    ...(await checkPermissions(ctx)),
  ];
}
