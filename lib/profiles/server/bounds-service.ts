import "server-only";
import { requireAdmin } from "@/lib/actor";
import { type Bound, boundFaults, clamped, limitsFor } from "@/lib/values/limits";
import type { BoundInput, BrokenBy } from "@/lib/bounds/schema";
import { boundsWith } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import type { Section, Value } from "@/lib/registry/types";
import { findTask, taskByType } from "@/lib/registry/tasks";
import { selectSetting } from "./bounds-repository";

/** How many profiles a preview names; the total counts all. */
const SHOWN = 200;

/** What a value is held to by all of the bounds together. */
function heldTo(value: Value, type: number, bounds: readonly Bound[]): Value {
  const [limit] = limitsFor(bounds, taskByType(type)?.key);
  return limit ? clamped(value, limit) : value;
}

/**
 * The profiles whose own value a bound would break, by owner and name.
 * @throws 401, 403, 422 also where it contradicts another bound on the field
 */
export async function profilesBrokenBy(ctx: Context, input: BoundInput): Promise<BrokenBy> {
  const admin = requireAdmin(ctx.actor);
  const bound: Bound = { ...input, id: "", set_by_name: admin.name, updated_at: "" };
  const { replaced, bounds } = await boundsWith(ctx, ctx.db.read, bound);
  const after = bounds.filter(({ path }) => path === input.path);
  const [section, name] = input.path.split(".") as [Section, string];
  const { min, max, task } = input;
  const type = task === null ? undefined : findTask(task)?.type;
  const rows = await selectSetting(ctx.db.read, { section, name, type, between: { min, max } });
  const broken = rows.filter(
    (row) => boundFaults({ [section]: { [name]: row.value } }, row.type, [bound]).length > 0,
  );
  const data = broken.slice(0, SHOWN).map(({ owner_name, ...row }) => ({
    ...row,
    owner_name: owner_name ?? "System",
    held_to: heldTo(row.value, row.type, after),
  }));
  return { data, total: broken.length, replaces: replaced ?? null };
}
