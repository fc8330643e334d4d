import "server-only";
import type { Transaction } from "@/db/transaction";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { quotaExceeded, quotas } from "@/lib/runtime/quotas";
import { bytesOf, countChildren, usageOf } from "./quota-repository";
import type { ProfileRow } from "./repository";

const inWords = (count: number) => count.toLocaleString("en");

function megabytes(bytes: number): string {
  const value = bytes / 1024 / 1024;
  return `${value.toLocaleString("en", { maximumFractionDigits: value < 0.1 ? 4 : 1 })} MB`;
}

async function assertRoom(tx: Transaction, row: ProfileRow, current: ProfileRow | null) {
  const limit = quotas();
  if (limit.profiles === Infinity && limit.bytes === Infinity) return;
  const growth = bytesOf(row) - (current ? bytesOf(current) : 0);
  if (current && growth <= 0) return;
  const used = await usageOf(tx, row.user_id);
  if (!current && used.profiles >= limit.profiles) {
    const detail = `You may keep ${inWords(limit.profiles)} profiles and have ${inWords(used.profiles)}. Delete one first.`;
    throw quotaExceeded(limit.profiles, used.profiles, detail);
  }
  if (used.bytes + growth > limit.bytes) {
    const detail = `Your profiles may take ${megabytes(limit.bytes)} and take ${megabytes(used.bytes)}; this would add ${megabytes(growth)}. Shorten a prompt or delete a profile first.`;
    throw quotaExceeded(limit.bytes, used.bytes, detail);
  }
}

async function assertBaseFree(tx: Transaction, row: ProfileRow, current: ProfileRow | null) {
  const base = row.base_profile_id;
  if (base === null || base === current?.base_profile_id) return;
  const limit = quotas().children;
  if (limit === Infinity) return;
  const used = await countChildren(tx, base, row.user_id);
  if (used < limit) return;
  const detail = `At most ${inWords(limit)} of your profiles can be based on the same profile, and ${inWords(used)} are based on this one. Choose another base.`;
  throw quotaExceeded(limit, used, detail);
}

/**
 * Call before a user's profile is written: `row` is what will be stored instead of `current`. Default
 * profiles have no quota.
 * @throws 409 `quota_exceeded`
 */
export async function assertQuota(
  tx: Transaction,
  row: ProfileRow,
  current: ProfileRow | null,
): Promise<void> {
  if (row.user_id === SYSTEM_USER_ID) return;
  await assertRoom(tx, row, current);
  await assertBaseFree(tx, row, current);
}
