import path from "node:path";
import { backupFile } from "@/db/backup";
import type { Command } from "./command";
import { ownFile } from "./place";

/** A consistent copy of the database while it is in use. */
export const backup: Command = {
  usage: "backup -- FILE [--json]",
  words: [1, 1],
  run: async ({ words: [name = ""] }) => {
    const database = ownFile("back it up there; GET /dump gives it as SQL");
    const file = path.resolve(name);
    await backupFile(database, file);
    const data = { database, backup: file };
    const done = `Copied ${database} to ${file}. Keep the secret in DATA_DIR with it.`;
    return { data, lines: [done] };
  },
};
