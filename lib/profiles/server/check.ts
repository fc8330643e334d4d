import "server-only";
import type { Reader } from "@/db/transaction";
import { SYSTEM_USER_ID, type Viewer } from "@/lib/actor";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { type Fault, fault, invalid } from "@/lib/errors";
import { parseOrThrow, validate } from "@/lib/validation";
import { asObject } from "@/lib/objects";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { taskByType } from "@/lib/registry/tasks";
import { baseRefusal } from "@/lib/values/bases";
import { contentOf, MAX_BASES, MAX_MODEL_NAME, type ProfileContent } from "@/lib/values/content";
import { type Checked, firstOfEach, inputFaults } from "../faults";
import { profileInput, uuid } from "../schema";
import { withLabel } from "@/lib/values/describe";
import { unknownModel } from "@/lib/values/unknown-model";
import { loadChains } from "./view-service";
import { heightAbove, type ProfileRow } from "./repository";

/** A write, or a draft, to check: the input, the profile's owner, and the stored profile if there is one. */
interface Subject extends Checked {
  owner: Viewer;
  current: ProfileRow | null;
  /** A model that the profile had before and may get back though it has left the catalog. */
  formerModel?: string | undefined;
  /** Faults found while reading the input. */
  faults?: readonly Fault[];
}

/** Read-only fields may be sent back unchanged, but not with another profile, owner or task. */
function serverFieldFaults({ input, current }: Subject): Fault[] {
  const { id, user_id, task, type } = asObject(input);
  const faults: Fault[] = [];
  const differs = (path: string, sent: unknown, now: string) => {
    if (typeof sent !== "string" || sent.toLowerCase() === now) return;
    faults.push(fault([path], "read_only", `is read-only; its value is ${now}`));
  };
  if (current) differs("id", id, current.id);
  if (current) differs("user_id", user_id, current.user_id);
  const types = [type, current?.type].filter((value) => typeof value === "number");
  const keys: (string | undefined)[] = types.map((value) => taskByType(value)?.key);
  if (typeof task === "string" && !keys.includes(task)) {
    faults.push(fault(["task"], "read_only", "is read-only; set type instead"));
  }
  return faults;
}

async function findModel(ctx: Context, db: Reader, subject: Subject) {
  const { model_name } = asObject(subject.input);
  if (typeof model_name !== "string" || model_name === "") return { faults: [] };
  // The schema rejects it; searching for similar ids would take time that grows with its length.
  if (model_name.length > MAX_MODEL_NAME) return { faults: [] };
  const { byId } = await currentCatalog(ctx, db);
  const model = byId.get(model_name);
  // A user's profile may keep a model that has left the catalog; a default, used by all, may not.
  const kept = [subject.current?.model_name, subject.formerModel];
  const mayStay = subject.owner.id !== SYSTEM_USER_ID && kept.includes(model_name);
  if (model || mayStay) return { model, faults: [] };
  return { faults: [withLabel(unknownModel("model_name", model_name, byId.keys()))] };
}

async function baseFaults(
  ctx: Context,
  db: Reader,
  { input, owner, current }: Subject,
): Promise<Fault[]> {
  const { data: base } = validate(uuid, asObject(input).base_profile_id);
  if (base === undefined || base === current?.base_profile_id) return [];
  const chain = (await loadChains(ctx, db, [base], owner))(base);
  const unseen = "must be the id of a profile that the owner can see";
  const refuse = (message: string) => [fault(["base_profile_id"], "invalid_base", message)];
  if (chain.length === 0) return refuse(unseen);
  const height = current ? await heightAbove(db, current.id, MAX_BASES + 1) : 0;
  const refusal = baseRefusal({ id: current?.id, user_id: owner.id, height }, chain);
  switch (refusal?.code) {
    case undefined:
      return [];
    case "not_default":
      return refuse(unseen);
    case "too_deep":
      return refuse(
        `must keep the chain of bases at most ${MAX_BASES} deep; this one would be ${refusal.depth}`,
      );
    case "itself":
    case "cycle":
      return refuse("must not form a cycle: it is the profile itself or a profile based on it");
  }
}

/**
 * The input as a profile's content, checked against the schema, the rules across fields, the catalog,
 * the limits and its base. All faults are reported at once.
 * @throws 422 `validation_failed`
 */
export async function checkContent(
  ctx: Context,
  db: Reader,
  subject: Subject,
): Promise<ProfileContent> {
  const { model, faults } = await findModel(ctx, db, subject);
  const all = firstOfEach([
    ...(subject.faults ?? []),
    ...inputFaults(subject, { model, bounds: await currentBounds(ctx, db) }),
    ...serverFieldFaults(subject),
    ...faults,
    ...(await baseFaults(ctx, db, subject)),
  ]);
  if (all.length > 0) throw invalid(all);
  return contentOf(parseOrThrow(profileInput, subject.input));
}
