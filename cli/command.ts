import { parseArgs } from "node:util";
import { reasonOf } from "@/lib/errors";

/** Characters that a terminal interprets instead of showing: C0, DEL and C1. */
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

/** Rows as lines with aligned columns. */
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

/** The arguments of a command. */
export interface Given {
  words: readonly string[];
  /** True if the output is JSON. */
  json: boolean;
}

/** The result of a command: the data, and the same as lines of text. */
export interface Outcome {
  data: unknown;
  lines: readonly string[];
  /** True if the check failed; the command then exits with 1. */
  failed?: boolean;
}

/** A command was called with unknown arguments. */
export class Misuse extends Error {}

export interface Command {
  /** What follows `npm run`. */
  usage: string;
  /** The minimum and maximum number of arguments. */
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

/** Ignores a reader that closes the pipe early (`| head`). */
function allowEarlyEnd(stream: NodeJS.WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

function printError(message: string): void {
  process.stderr.write(`${message.split("\n").map(visible).join("\n")}\n`);
}

function print({ data, lines }: Outcome, json: boolean): void {
  const text = json ? JSON.stringify(data, null, 2) : lines.map(visible).join("\n");
  process.stdout.write(`${text}\n`);
}

/** Runs a command and returns its exit code; 2 if its arguments are wrong. */
export async function perform(command: Command, argv: readonly string[]): Promise<number> {
  for (const stream of [process.stdout, process.stderr]) allowEarlyEnd(stream);
  const usage = `Usage: npm run ${command.usage}`;
  const given = read(argv, command);
  if (!given) {
    printError(usage);
    return 2;
  }
  try {
    const outcome = await command.run(given);
    print(outcome, given.json);
    return outcome.failed ? 1 : 0;
  } catch (error) {
    printError(error instanceof Misuse ? `${error.message}\n${usage}` : reasonOf(error));
    return error instanceof Misuse ? 2 : 1;
  }
}
