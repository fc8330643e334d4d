import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import path from "node:path";

/** A disk that a test fills under a server and makes room on again. */
export interface Disk {
  /** The words that run the server on it. */
  within: readonly string[];
  /** The server's folder as the test sees it, once the server runs with this process id. */
  seen: (folder: string, pid: number) => string;
  fill: (folder: string, pid: number) => void;
  free: (folder: string, pid: number) => void;
}

const SIZE = "24m";
const FILLER = "filler";

const SMALL = `mount -t tmpfs -o size=${SIZE} tmpfs "$0"`;

/** Runs what follows where `mounts`, words of the shell, have mounted something at the folder, `$0`. */
function ownMount(folder: string, mounts: string): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  return ["unshare", ...asRoot, "--mount", "sh", "-c", `${mounts} && exec "$@"`, folder];
}

/** Whether this machine lets the tests mount a file system that they alone see. */
export function canMount(folder: string): boolean {
  const [command = "", ...args] = ownMount(folder, SMALL);
  return spawnSync(command, [...args, "true"]).status === 0;
}

/** A path as the process with this id sees it. */
function seenFrom(at: string, pid: number): string {
  return path.join(`/proc/${pid}/root`, at);
}

/** The words that run a server with its folder on a read-only disk. */
export function readOnly(folder: string): string[] {
  return ownMount(folder, `mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"`);
}

/** The words that run a server with a copy of its folder on a disk that is full already. */
export function fullFromTheStart(folder: string): string[] {
  const copy = 'copy=$(mktemp -d) && cp -a "$0/." "$copy"';
  const back = 'cp -a "$copy/." "$0" && rm -r "$copy"';
  const fill = `{ dd if=/dev/zero of="$0/${FILLER}" bs=4k 2>/dev/null || true; }`;
  return ownMount(folder, [copy, SMALL, back, fill].join(" && "));
}

/** Makes room on a disk that was filled. */
export function makeRoom(folder: string, pid: number): void {
  rmSync(path.join(seenFrom(folder, pid), FILLER));
}

/** A full file system: writes fail with ENOSPC. */
export function smallFileSystem(folder: string): Disk {
  return {
    within: ownMount(folder, SMALL),
    seen: seenFrom,
    fill: (at, pid) => {
      const handle = openSync(path.join(seenFrom(at, pid), FILLER), "a");
      try {
        for (const size of [1 << 20, 1 << 12, 1]) fillBy(handle, size);
      } finally {
        closeSync(handle);
      }
    },
    free: makeRoom,
  };
}

function fillBy(handle: number, size: number): void {
  const bytes = Buffer.alloc(size);
  try {
    for (;;) writeSync(handle, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}

/** A quota: no file of the server may grow beyond what the largest one has; writes fail with EFBIG. */
export function fileSizeLimit(): Disk {
  const limit = (pid: number, bytes: number | "unlimited") =>
    execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
  return {
    within: [],
    seen: (folder) => folder,
    fill: (folder, pid) => {
      const files = ["", "-wal"].map((side) => path.join(folder, `model-profiles.db${side}`));
      limit(pid, Math.max(...files.filter(existsSync).map((file) => statSync(file).size)));
    },
    free: (_folder, pid) => limit(pid, "unlimited"),
  };
}
