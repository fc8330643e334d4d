import "server-only";
import type { Transaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import type { GatewayRequest } from "@/lib/usage/schema";
import { type KeptTexts, MAX_KEPT } from "../schema";
import { fitTexts } from "../texts";
import { deleteAllBut, findKeeping, insertKept } from "./repository";

async function writeKept(
  tx: Transaction,
  profile_id: string,
  record: GatewayRequest,
  texts: KeptTexts,
): Promise<void> {
  // Its owner may have switched it off, or deleted all, since the request arrived.
  const keeping = await findKeeping(tx, profile_id);
  if (!keeping || record.time < keeping.since) return;
  await insertKept(tx, { profile_id, time: record.time, id: record.id, record, texts });
  await deleteAllBut(tx, profile_id, MAX_KEPT);
}

/** The texts of a request as they are kept, to be written with its record; without files, and cut. */
export function attachTexts(
  _ctx: Pick<Context, "db">,
  profileId: string,
  record: GatewayRequest,
  given: Omit<KeptTexts, "cut">,
) {
  const texts = fitTexts(given);
  return {
    bytes: JSON.stringify(texts).length * 2,
    write: (tx: Transaction) => writeKept(tx, profileId, record, texts),
  };
}
