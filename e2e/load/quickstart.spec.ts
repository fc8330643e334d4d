import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { Client } from "../api/client";
import { expectProblem, ok } from "../api/world";
import { expectSound } from "./file";
import { endAll, freshFolder, Program } from "./servers";

const PORT = 3640;
const ORIGIN = `http://localhost:${PORT}`;

test.afterEach(endAll);

/** The project's own files in a new folder, with the packages and the build that are here already. */
function freshCopy(): string {
  const folder = freshFolder();
  const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");
  for (const file of files.filter(Boolean)) {
    cpSync(file, path.join(folder, file), { preserveTimestamps: true });
  }
  for (const made of ["node_modules", ".next"]) {
    symlinkSync(path.resolve(made), path.join(folder, made));
  }
  return folder;
}

/** As a shell that has set nothing but the port. */
function quickstart(folder: string): Program {
  const names = [...readFileSync(".env.example", "utf8").matchAll(/^# ([A-Z_]+)=/gm)];
  const nothing = Object.fromEntries(names.map(([, name = ""]) => [name, ""]));
  const env = { ...process.env, ...nothing, NODE_ENV: "production" as const, PORT: String(PORT) };
  const args = ["run", "quickstart"];
  return new Program("npm", args, `${ORIGIN}/api/health`, env, folder);
}

test("npm run quickstart makes settings and data, serves, and says what to open", async () => {
  test.setTimeout(120_000);
  const folder = freshCopy();
  const first = quickstart(folder);
  await first.start();
  await expect.poll(() => first.output).toContain(`Ready. Open ${ORIGIN}`);
  expect(first.output).toContain("Settings: .env made from .env.example");
  expect(readFileSync(path.join(folder, ".env"), "utf8")).toBe(
    readFileSync(".env.example", "utf8"),
  );

  const stranger = new Client(null, ORIGIN);
  const page = await fetch(ORIGIN, { redirect: "follow" });
  expect(page.url).toBe(`${ORIGIN}/setup`);
  const account = { name: "First", email: "first@example.org", password: "a long enough password" };
  ok(await stranger.post("/api/setup", account), 201);

  // The port is taken now: a second start says so and ends.
  const second = quickstart(folder);
  await expect(second.run()).resolves.toBe(1);
  expect(second.output).toContain(`Port ${PORT} is in use`);
  expect(second.output).toContain("Settings: .env is there");

  expect(await first.end()).toBe(0);
  await expectSound(path.join(folder, "data"));
  await first.start();
  expectProblem(await stranger.post("/api/setup", account), 409, "already_set_up");
  expect(await first.end()).toBe(0);
});
