import { parseArgs } from "node:util";
import { reasonOf } from "@/lib/errors";

/** What a command is given. */
export interface Given {
  words: readonly string[];
  /** Whether a program reads the answer. */
  json: boolean;
}

/** What a command answers: the data, and the same in words. */
export interface Outcome {
  data: unknown;
  text: string;
  /** Whether what was asked for does not hold; the command ends with 1 then. */
  failed?: boolean;
}

export interface Command {
  /** What follows `npm run`. */
  usage: string;
  /** How many words it takes, at least and at most. */
  words: readonly [number, number];
  run: (given: Given) => Promise<Outcome>;
}

function read(argv: readonly string[], { words }: Command): Given | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { json: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    const fits = positionals.length >= words[0] && positionals.length <= words[1];
    return fits ? { words: positionals, json: values.json } : null;
  } catch {
    return null;
  }
}

/** Runs a command of the terminal; answers its exit code: 2 where it is called wrongly. */
export async function perform(command: Command, argv: readonly string[]): Promise<number> {
  const given = read(argv, command);
  if (!given) {
    process.stderr.write(`Usage: npm run ${command.usage}\n`);
    return 2;
  }
  try {
    const { data, text, failed = false } = await command.run(given);
    process.stdout.write(`${given.json ? JSON.stringify(data, null, 2) : text}\n`);
    return failed ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    return 1;
  }
}

/** Rows with their columns under each other. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
