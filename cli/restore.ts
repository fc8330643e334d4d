import path from "node:path";
import { restoreFile } from "@/db/restore";
import type { Command } from "./command";
import { ownFile } from "./place";

/** A backup in the place of the database, while nothing uses it. */
export const restore: Command = {
  usage: "restore -- FILE [--json]",
  words: [1, 1],
  run: async ({ words: [name = ""] }) => {
    const database = ownFile("restore it there");
    const file = path.resolve(name);
    const kept = await restoreFile(file, database);
    const before = kept === null ? "There was none before." : `The old one is kept as ${kept}.`;
    return {
      data: { database, backup: file, kept },
      lines: [`${database} is ${file} now. ${before}`],
    };
  },
};
