import { parseArgs } from "node:util";
import { reasonOf } from "@/lib/errors";

/** What a terminal would act on, not show: C0, DEL and C1. */
const CONTROL = /\p{Cc}/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * One line in which every control character is spelled as in JSON. Names are chosen by users, and
 * must neither steer the terminal of who reads them nor make lines of their own.
 */
export function visible(line: string): string {
  return line.replace(CONTROL, escaped);
}

/** Rows with their columns under each other, a line each. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map(visible));
  const widths = (shown[0] ?? []).map((_, column) =>
    Math.max(...shown.map((row) => (row[column] ?? "").length)),
  );
  return shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** What a command is given. */
export interface Given {
  words: readonly string[];
  /** Whether a program reads the answer. */
  json: boolean;
}

/** What a command answers: the data, and the same in words, line by line. */
export interface Outcome {
  data: unknown;
  lines: readonly string[];
  /** Whether what was asked for does not hold; the command ends with 1 then. */
  failed?: boolean;
}

/** A command was called with words that it does not know. */
export class Misuse extends Error {}

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

/** Who reads the answer may have seen enough and gone (`| head`): that is no fault. */
function allowEarlyEnd(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

function complain(message: string): void {
  process.stderr.write(`${message.split("\n").map(visible).join("\n")}\n`);
}

function answer({ data, lines }: Outcome, json: boolean): void {
  const text = json ? JSON.stringify(data, null, 2) : lines.map(visible).join("\n");
  process.stdout.write(`${text}\n`);
}

/** Runs a command of the terminal; answers its exit code: 2 where it is called wrongly. */
export async function perform(command: Command, argv: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) allowEarlyEnd(stream);
  const usage = `Usage: npm run ${command.usage}`;
  const given = read(argv, command);
  if (!given) {
    complain(usage);
    return 2;
  }
  try {
    const outcome = await command.run(given);
    answer(outcome, given.json);
    return outcome.failed ? 1 : 0;
  } catch (error) {
    complain(error instanceof Misuse ? `${error.message}\n${usage}` : reasonOf(error));
    return error instanceof Misuse ? 2 : 1;
  }
}
