import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

/** A project with these scripts and nothing else but what each test writes. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
  cpSync("scripts", path.join(folder, "scripts"), { recursive: true });
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  write("package.json", '{ "type": "module" }');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  const at = path.join(folder, file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, text);
}

function bundle(): void {
  execFileSync(process.execPath, ["scripts/bundle.mjs"], { cwd: folder });
}

const isBuilt = (file: string) => existsSync(path.join(folder, ".next/direct", file));

test("a route whose source was removed is not served by the next build", () => {
  write("server.ts", "export {};");
  write("cli/commands.ts", "export {};");
  write("app/api/stays/route.ts", "export const GET = () => 1;");
  write("app/v1/stays/route.ts", "export const GET = () => 1;");
  write("app/api/[id]/goes/route.ts", "export const GET = () => 1;");
  bundle();
  expect(isBuilt("app/api/[id]/goes/route.mjs")).toBe(true);
  rmSync(path.join(folder, "app/api/[id]"), { recursive: true });
  bundle();
  expect(isBuilt("app/api/[id]/goes/route.mjs")).toBe(false);
  for (const file of ["server", "cli/commands", "app/api/stays/route", "app/v1/stays/route"]) {
    expect(isBuilt(`${file}.mjs`)).toBe(true);
  }
});

test("a server without a build says so, and ends as failed", () => {
  const serve = ["--conditions=react-server", "scripts/serve.mjs", "production"];
  const { status, stderr } = spawnSync(process.execPath, serve, { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("There is no build to serve. Run `npm run build` first.\n");
  expect(status).toBe(1);
});

test("a command runs from the build only as long as that is newer than the source", () => {
  const run = () =>
    execFileSync(process.execPath, ["scripts/cli.mjs", "doctor", "--json"], {
      cwd: folder,
      encoding: "utf8",
    });
  const main = (from: string) =>
    `export const main = (name, argv) => (console.log("${from}", name, ...argv), 0);`;
  write("cli/commands.ts", main("source"));
  expect(run()).toBe("source doctor --json\n");
  write(".next/direct/cli/commands.mjs", main("build"));
  write(".next/direct/server.mjs", "");
  expect(run()).toBe("build doctor --json\n");
  write("cli/commands.ts", main("changed"));
  expect(run()).toBe("changed doctor --json\n");
});
