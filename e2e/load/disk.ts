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

/** Runs what follows with a small file system of its own at the folder. */
function ownMount(folder: string): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const mounted = `mount -t tmpfs -o size=${SIZE} tmpfs "$0" && exec "$@"`;
  return ["unshare", ...asRoot, "--mount", "sh", "-c", mounted, folder];
}

/** Whether this machine lets the tests mount a file system that they alone see. */
export function canMount(folder: string): boolean {
  const [command = "", ...args] = ownMount(folder);
  return spawnSync(command, [...args, "true"]).status === 0;
}

/** A full file system: writes fail with ENOSPC. */
export function smallFileSystem(folder: string): Disk {
  const seen = (at: string, pid: number) => path.join(`/proc/${pid}/root`, at);
  return {
    within: ownMount(folder),
    seen,
    fill: (at, pid) => {
      const handle = openSync(path.join(seen(at, pid), FILLER), "a");
      try {
        for (const size of [1 << 20, 1 << 12, 1]) fillBy(handle, size);
      } finally {
        closeSync(handle);
      }
    },
    free: (at, pid) => rmSync(path.join(seen(at, pid), FILLER)),
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
