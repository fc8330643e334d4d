import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";

/** What a file of SQLite can have beside it. */
export const SIDES = ["-wal", "-shm"] as const;

/** Has the system write the file, or what a folder lists, to the disk. */
export function flush(name: string): void {
  const handle = openSync(name, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Removes a file with what is beside it. */
export function removeAll(file: string): void {
  for (const side of ["", ...SIDES]) rmSync(file + side, { force: true });
}

/**
 * Gives the finished file its name, which nothing may have yet.
 * @throws with code `EEXIST` where something has
 */
export function nameNew(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    // A file system without hard links.
    copyFileSync(file, name, constants.COPYFILE_EXCL);
  }
  rmSync(file);
  flush(path.dirname(name));
}

/** Puts a second name on the file, or moves it there where a file can have one name alone. */
export function nameAlso(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    renameSync(file, name);
  }
}
