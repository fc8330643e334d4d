import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { hasCode } from "@/lib/errors";

/** Readable and writable by the owner only. SQLite gives `-wal` and `-shm` the mode of the database. */
const PRIVATE = 0o600;

/** Creates the file's folder if it is missing, for its owner only. */
export function makeFolderOf(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
}

/**
 * Creates a database file if it is missing, private from the first byte: SQLite writes into an empty
 * file. An existing file keeps its mode, which its owner may have chosen.
 */
export function makePrivate(file: string): void {
  makeFolderOf(file);
  try {
    closeSync(openSync(file, "wx", PRIVATE));
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
}

/** Runs `make`, which creates the file if it is missing, and makes a new file private. */
export function madePrivate<T>(file: string, make: () => T): T {
  makeFolderOf(file);
  const isNew = !existsSync(file);
  const made = make();
  if (isNew) chmodSync(file, PRIVATE);
  return made;
}

/** Suffixes of the files that SQLite keeps beside a database. */
export const SIDES = ["-wal", "-shm"] as const;

/** Writes a file, or the entries of a folder, to the disk. */
export function flush(name: string): void {
  const handle = openSync(name, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Removes a database file and the files beside it. */
export function removeAll(file: string): void {
  for (const side of ["", ...SIDES]) rmSync(file + side, { force: true });
}

/**
 * Moves a finished file to a name that must be free.
 * @throws with code `EEXIST` if it is not
 */
export function nameNew(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw error;
    // The file system has no hard links.
    copyFileSync(file, name, constants.COPYFILE_EXCL);
  }
  rmSync(file);
  flush(path.dirname(name));
}

/** Gives the file a second name, or renames it if the file system has no hard links. */
export function nameAlso(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch (error) {
    if (hasCode(error, "EEXIST")) throw error;
    renameSync(file, name);
  }
}
