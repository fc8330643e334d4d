import path from "node:path";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { readEnv } from "@/lib/runtime/env";
import type { ModelEntry } from "@/lib/models/schema";
import { readCatalogFile } from "@/lib/models/server/file-service";
import { type Command, Misuse, type Outcome } from "./command";

function countBy(entries: readonly ModelEntry[], of: (entry: ModelEntry) => string) {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(of(entry), (counts.get(of(entry)) ?? 0) + 1);
  return Object.fromEntries(counts);
}

function inWords(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}

async function check(file: string): Promise<Outcome> {
  const { entries, errors, duplicates } = await readCatalogFile({ actor: SYSTEM_ACTOR }, file);
  const wrong = errors.filter(({ note }) => !note);
  const tasks = countBy(entries, (entry) => entry.task);
  const providers = countBy(entries, (entry) => entry.provider);
  const data = { file, models: entries.length, tasks, providers, duplicates, errors };
  const lines = [
    `${file}: ${entries.length} models can be used.`,
    `By task: ${inWords(tasks)}`,
    `By provider: ${inWords(providers)}`,
    ...errors.map(
      ({ index, note, message }) => `${note ? "Note on entry" : "Entry"} ${index}: ${message}`,
    ),
    wrong.length > 0 ? "These entries are left out." : "No errors, no duplicates.",
  ];
  return { data, lines, failed: wrong.length > 0 };
}

/** Checks a catalog file and summarizes its models. */
export const catalog: Command = {
  usage: "catalog -- check [FILE] [--json]",
  words: [1, 2],
  run: ({ words: [what, file] }) => {
    if (what !== "check") throw new Misuse("The command is check, optionally with a file.");
    return check(path.resolve(file ?? readEnv().MODELS_FILE));
  },
};
