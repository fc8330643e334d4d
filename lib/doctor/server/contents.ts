import "server-only";
import { type SystemActor, SYSTEM_USER_ID } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { surveySources } from "@/lib/models/server/care-service";
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
    if (!profile) return [`${task.label} has none`];
    return profile.model_available ? [] : [`${task.label}: ${profile.model_name} is not there`];
  });
  if (troubles.length === 0) return ok(`All ${TASKS.length} are there, with models that are too.`);
  const remedy =
    "npm start adds those that are missing. Put the models into MODELS_FILE, or have an admin choose others.";
  return failure("Some tasks have no default that works.", some(troubles), remedy);
}

/** A profile of a task can name a thing that is not there, or no longer its owner's to see. */
async function checkReferences({ db }: Context<SystemActor>): Promise<Finding> {
  const { ok, failure } = findings("profile not found");
  const assignments = (await selectLostAssignments(db.read)).map(
    ({ user_id, task, profile_id }) => `${task} of user ${user_id} is assigned ${profile_id}`,
  );
  const bases = (await selectLostBases(db.read)).map(
    ({ id, base }) => `profile ${id} is based on ${base}`,
  );
  const lost = [...assignments, ...bases];
  if (lost.length === 0) return ok("All that is assigned or based on is its user's to see.");
  const remedy = "Have them choose again: under Assignments, or as the profile's base.";
  return failure("Some profiles are used by who cannot see them.", some(lost), remedy);
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
          `${gone.length} of ${total} profiles name a model that is gone; the task's default is used instead.`,
          some(gone.map((one) => `${nameOf(one)}: ${one.faults.find(isGone)?.message}`)),
          "Put the model back into MODELS_FILE, or choose another one in the profile.",
        ),
    wrong.length === 0
      ? values.ok(`All ${total} profiles keep today's rules.`)
      : values.warning(
          `${wrong.length} of ${total} profiles could not be saved today as they stand.`,
          some(wrong),
          "Open each and correct the fields named; the editor tells the legal range.",
        ),
  ];
}

async function checkPermissions({ db }: Context<SystemActor>): Promise<Finding[]> {
  const { ok, warning, failure } = findings("permission denied");
  const { all, admins } = await countAccounts(db.read);
  if (all === 0) return [ok("There are no accounts yet; the first to come makes the admin's.")];
  const found: Finding[] = [];
  if (admins === 0) {
    const cause = "Every admin is disabled or has lost the role.";
    const remedy = "Restore a backup from before.";
    found.push(failure("Nobody may change the defaults.", cause, remedy));
  }
  const powerless = (await selectKeysOfOthers(db.read, clock.iso())).filter(
    ({ disabled, scopes }) => disabled || scopes.some((scope) => /^(admin|service)$/.test(scope)),
  );
  if (powerless.length > 0) {
    const why = ({ disabled }: { disabled: boolean }) => (disabled ? "is disabled" : "is no admin");
    const cause = some(powerless.map((key) => `“${key.name}”: ${key.email} ${why(key)}`));
    const remedy = "Revoke them, or give their owner the state or role back.";
    found.push(warning("Some keys are refused for their owner's sake.", cause, remedy));
  }
  if (found.length > 0) return found;
  return [ok(`${admins} of ${all} accounts may do all; no key is refused for its owner's sake.`)];
}

/** A source that does not answer keeps its last models, which may be long out of date. */
async function checkSources(ctx: Context<SystemActor>): Promise<Finding> {
  const { ok, warning } = findings("catalog sources");
  const enabled = (await surveySources(ctx)).filter((source) => source.enabled);
  const troubles = enabled.flatMap(({ provider, address, read }) => {
    const who = `${provider} (${address})`;
    if (!read) return [`${who} was never read`];
    return read.stale ? [`${who} since ${read.stale.since}: ${read.stale.reason}`] : [];
  });
  if (troubles.length === 0) {
    const count = enabled.length === 0 ? "none beside the file" : `${enabled.length}, all read`;
    return ok(`Servers that models are read from: ${count}.`);
  }
  const remedy = "Start those servers, or have an admin correct, disable or remove the source.";
  return warning("Some sources of models are not up to date.", some(troubles), remedy);
}

/** What is stored: defaults, references, sources, models, values, rights. */
export async function checkContents(ctx: Context<SystemActor>): Promise<Finding[]> {
  return [
    await checkDefaults(ctx),
    await checkReferences(ctx),
    await checkSources(ctx),
    ...(await checkProfiles(ctx)),
    ...(await checkPermissions(ctx)),
  ];
}
