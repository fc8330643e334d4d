import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import path from "node:path";

/** For its owner alone. SQLite gives what it puts beside a database the mode of that. */
const PRIVATE = 0o600;

/** Makes the file's folder where there is none, for its owner alone. */
export function makeFolderOf(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
}

/**
 * Makes a database file where there is none, private from the first byte on: SQLite writes into an
 * empty file. One that is there stays as it is: whoever opened it to others may have meant it.
 */
export function makePrivate(file: string): void {
  makeFolderOf(file);
  try {
    closeSync(openSync(file, "wx", PRIVATE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** `make` makes the file itself, with nothing in it that matters yet, and takes none that is there. */
export function madePrivate<T>(file: string, make: () => T): T {
  makeFolderOf(file);
  const isNew = !existsSync(file);
  const made = make();
  if (isNew) chmodSync(file, PRIVATE);
  return made;
}
