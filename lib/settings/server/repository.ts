import "server-only";
import { settings } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export function selectSettings(db: Reader) {
  return db.select().from(settings);
}

export async function upsertSetting(tx: Transaction, name: string, value: unknown): Promise<void> {
  await tx
    .insert(settings)
    .values({ name, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } });
}
