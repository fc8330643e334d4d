import "server-only";
import type { Transaction } from "@/db/transaction";
import { boundFaults } from "@/lib/bounds/limits";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { type Fault, invalid } from "@/lib/errors";
import type { ModelEntry } from "@/lib/models/schema";
import { currentCatalog } from "@/lib/models/server/service";
import { taskByType } from "@/lib/registry/tasks";
import { asObject, fault, faultsOf, objectAt } from "@/lib/validate";
import { contentOf, MAX_BASES, MAX_MODEL_NAME, type ProfileContent } from "../content";
import { crossFieldFaults, modelFaults, taskFaults } from "../rules";
import { profileInput, uuid } from "../schema";
import { unknownModel } from "../unknown-model";
import { loadChains } from "./chains";
import { heightAbove, type ProfileRow } from "./repository";

/** What a check is about: the input, whose profile it is, and how it stands now (if it does). */
interface Subject {
  input: unknown;
  ownerId: string;
  current: ProfileRow | null;
  /** Whether values that stood before are held to the bounds too: a copy must not pass one. */
  boundsAnew?: boolean;
  /** What is wrong already with how the input came. */
  faults?: readonly Fault[];
}

/** Server-set fields may come back as they are, but not name another profile, owner or task. */
function serverFieldFaults({ input, current }: Subject): Fault[] {
  const { id, user_id, task, type } = asObject(input);
  const faults: Fault[] = [];
  const differs = (path: string, sent: unknown, now: string) => {
    if (typeof sent !== "string" || sent.toLowerCase() === now) return;
    faults.push(fault([path], "read_only", `is set by the server: it is ${now}`));
  };
  if (current) differs("id", id, current.id);
  if (current) differs("user_id", user_id, current.user_id);
  const types = [type, current?.type].filter((value) => typeof value === "number");
  const keys = types.map((value) => taskByType(value)?.key);
  if (typeof task === "string" && !keys.includes(task)) {
    const message = `is set by the server from type; send type instead`;
    faults.push(fault(["task"], "read_only", message));
  }
  return faults;
}

/** A fault that stood before and that this write does not touch is no reason to refuse it. */
function isNew({ path }: Fault, { input, current }: Subject): boolean {
  if (!current || asObject(input).model_name !== current.model_name) return true;
  const [section = "", field = ""] = path.split(".");
  const valueIn = (source: unknown) => objectAt(source, section)[field];
  return valueIn(input) !== valueIn(current);
}

/** A value that stood before a bound was set, and that this write does not touch, may stay. */
async function outOfBounds(ctx: Context, tx: Transaction, subject: Subject): Promise<Fault[]> {
  const { input, current, boundsAnew = false } = subject;
  const { type } = asObject(input);
  const found = boundFaults(input, type, await currentBounds(ctx, tx));
  if (!current || boundsAnew || current.type !== type) return found;
  return found.filter(({ path }) => {
    const [section = "", field = ""] = path.split(".");
    const valueIn = (source: unknown) => JSON.stringify(objectAt(source, section)[field]);
    return valueIn(input) !== valueIn(current);
  });
}

async function findModel(ctx: Context, tx: Transaction, subject: Subject) {
  const { model_name } = asObject(subject.input);
  if (typeof model_name !== "string" || model_name === "") return { faults: [] };
  // The schema refuses it, and looking for the closest ids takes time that grows with its length.
  if (model_name.length > MAX_MODEL_NAME) return { faults: [] };
  const { byId } = await currentCatalog(ctx, tx);
  const model = byId.get(model_name);
  if (model || model_name === subject.current?.model_name) return { model, faults: [] };
  return { faults: [unknownModel("model_name", model_name, byId.keys())] };
}

/** A model that stood before, for the same task, may stay. */
function newTaskFaults({ input, current }: Subject, model: ModelEntry): Fault[] {
  const { type, model_name } = asObject(input);
  if (current && current.type === type && current.model_name === model_name) return [];
  return taskFaults(type, model);
}

async function baseFaults(tx: Transaction, { input, ownerId, current }: Subject): Promise<Fault[]> {
  const parsed = uuid.safeParse(asObject(input).base_profile_id);
  if (!parsed.success || parsed.data === current?.base_profile_id) return [];
  const refuse = (message: string) => [fault(["base_profile_id"], "invalid_base", message)];
  const chain = (await loadChains(tx, [parsed.data], ownerId))(parsed.data);
  if (chain.length === 0) {
    return refuse("must be the id of a profile that the owner of this one can see");
  }
  if (current && chain.some((link) => link.id === current.id)) {
    return refuse(
      "must not be the profile itself or one that is based on it: that would be a cycle",
    );
  }
  const above = current ? await heightAbove(tx, current.id, MAX_BASES + 1) : 0;
  const depth = chain.length + above;
  if (depth <= MAX_BASES) return [];
  return refuse(`must leave the chain of bases at most ${MAX_BASES} deep; this makes it ${depth}`);
}

/**
 * The input as a profile's content, checked by the schema, across fields, against the catalog and
 * against its base: all faults at once.
 * @throws 422 `validation_failed`
 */
export async function checkContent(
  ctx: Context,
  tx: Transaction,
  subject: Subject,
): Promise<ProfileContent> {
  const parsed = profileInput.safeParse(subject.input);
  const { model, faults } = await findModel(ctx, tx, subject);
  const all = [
    ...(subject.faults ?? []),
    ...(parsed.success ? [] : faultsOf(parsed.error)),
    ...crossFieldFaults(subject.input),
    ...serverFieldFaults(subject),
    ...faults,
    ...(model ? newTaskFaults(subject, model) : []),
    ...(model ? modelFaults(subject.input, model).filter((found) => isNew(found, subject)) : []),
    ...(await baseFaults(tx, subject)),
    ...(await outOfBounds(ctx, tx, subject)),
  ];
  // One fault a path: the schema's word comes first, and what follows from it adds nothing.
  const first = all.filter((found, index) => all.findIndex((f) => f.path === found.path) === index);
  if (!parsed.success || first.length > 0) throw invalid(first);
  return contentOf(parsed.data);
}
