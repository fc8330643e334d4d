import "server-only";
import { requireAdmin } from "@/lib/auth/actor";
import { boundFaults } from "@/lib/bounds/limits";
import type { Bound, BoundInput } from "@/lib/bounds/schema";
import type { Context } from "@/lib/context";
import type { Section } from "@/lib/registry/sections";
import { selectSetting } from "./bounds-repository";

/** How many profiles a preview names; the total counts all. */
const SHOWN = 200;

/** The profiles whose own value a bound would break, by owner and name. @throws 401, 403 */
export async function profilesBrokenBy(ctx: Context, input: BoundInput) {
  const admin = requireAdmin(ctx.actor);
  const bound: Bound = { ...input, id: "", set_by_name: admin.name, updated_at: "" };
  const [section, name] = input.path.split(".") as [Section, string];
  const rows = await selectSetting(ctx.db.read, section, name);
  const broken = rows.filter(
    (row) => boundFaults({ [section]: { [name]: row.value } }, row.type, [bound]).length > 0,
  );
  const data = broken.slice(0, SHOWN).map(({ owner_name, ...row }) => ({
    ...row,
    owner_name: owner_name ?? "System",
  }));
  return { data, total: broken.length };
}
