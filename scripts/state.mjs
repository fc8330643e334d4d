import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What a build is made of. */
const SOURCES = ["app", "cli", "components", "db", "lib", "public"];
const SOURCE_FILES =
  /^(package(-lock)?\.json|tsconfig\.json|.*\.config\.(ts|mjs)|(proxy|instrumentation|server)\.ts)$/;

function changedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function sourceFiles() {
  // Folders too: theirs is the time at which a file was taken away.
  const inside = SOURCES.filter((folder) => existsSync(folder)).flatMap((folder) => [
    folder,
    ...readdirSync(folder, { recursive: true }).map((name) => path.join(folder, name)),
  ]);
  return [...readdirSync(".").filter((name) => SOURCE_FILES.test(name)), ...inside];
}

/** Whether the installed packages are those of the lock file, going by their times. */
export function dependenciesAreCurrent() {
  return changedAt("node_modules/.package-lock.json") >= changedAt("package-lock.json");
}

/** Whether the build is newer than everything it is made of. */
export function buildIsCurrent() {
  // The last file that a build writes.
  const built = changedAt(".next/direct/server.mjs");
  return built > 0 && sourceFiles().every((file) => changedAt(file) <= built);
}
