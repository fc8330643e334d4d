import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { TASKS } from "@/lib/registry/tasks";
import type { Json } from "./client";
import { assign, defaultId, makeProfile, makeWriter } from "./world";

/** Where the server under test keeps its data. */
const dataFolder = path.dirname(String(process.env.MODELS_FILE));

let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "commands-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The data of the server under test. */
const env = {
  ...process.env,
  DATA_DIR: dataFolder,
  DATABASE_URL: process.env.E2E_DATABASE_URL ?? `file:${dataFolder}/model-profiles.db`,
  DATABASE_SYNC_URL: process.env.E2E_DATABASE_SYNC_URL ?? "",
  MODELS_FILE: process.env.MODELS_FILE,
};

/** Runs a command as its operator would. */
function npm(name: string, ...args: string[]) {
  const all = ["run", "--silent", name, "--", ...args];
  const { status, stdout, stderr } = spawnSync("npm", all, { env, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** What a command that works tells a program. */
function dataOf(name: string, ...args: string[]): Json {
  const { status, stdout, stderr } = npm(name, ...args, "--json");
  expect(stderr).toBe("");
  expect(status, stdout).toBe(0);
  return JSON.parse(stdout);
}

test("the defaults can be listed while the server runs, as text and as JSON", () => {
  const { profiles } = dataOf("profiles", "defaults");
  expect(profiles.map((row: Json) => row.id)).toEqual(TASKS.map((task) => defaultId(task.type)));
  const { status, stdout } = npm("profiles", "defaults");
  expect(status).toBe(0);
  expect(stdout.trim().split("\n")).toHaveLength(TASKS.length);
  for (const { task, model_name } of profiles) {
    expect(stdout).toMatch(new RegExp(`${task} .*${model_name} `));
  }
});

test("a user's profiles are listed with the tasks they are used for, by email address or id", async () => {
  const { client, email, id } = await makeWriter();
  const used = await makeProfile(client, { parameters: { temperature: 0.125 } });
  const unused = await makeProfile(client);
  await assign(client, "primary_profile_id", String(used.id));
  await assign(client, "key_points_profile_id", defaultId(1));
  const data = dataOf("profiles", "user", email);
  expect(data.user).toMatchObject({ id, email, role: "user", disabled: false });
  expect(data.user).not.toHaveProperty("password_hash");
  expect(data.profiles.map((row: Json) => row.id).sort()).toEqual([used.id, unused.id].sort());
  expect(data.assignments).toEqual({ primary: used.id, key_points: defaultId(1) });
  expect(dataOf("profiles", "user", id)).toEqual(data);
  const { stdout } = npm("profiles", "user", email);
  expect(stdout).toMatch(new RegExp(`${used.id}.*used for: primary .*temperature=0.125`));
  expect(stdout).toMatch(new RegExp(`${unused.id}.*used for: nothing`));
  expect(stdout).toContain(`key_points uses ${defaultId(1)}`);
});

test("checking a catalog reports the number of models, invalid entries and duplicates", () => {
  const right = dataOf("catalog", "check");
  expect(right).toMatchObject({ duplicates: [], errors: [] });
  expect(right.models).toBeGreaterThan(0);
  const entry = { name: "m", model: "m", task: "TextToText", provider: "p", details: {} };
  const file = path.join(folder, "models.json");
  const entries = [{ ...entry, id: "a" }, { ...entry, id: "a" }, { size: 1 }];
  writeFileSync(file, JSON.stringify(entries));
  const { status, stdout } = npm("catalog", "check", file, "--json");
  expect(status).toBe(1);
  const wrong: Json = JSON.parse(stdout);
  expect(wrong).toMatchObject({ file, models: 1, tasks: { TextToText: 1 }, duplicates: ["a"] });
  expect(new Set(wrong.errors.map((fault: Json) => fault.index))).toEqual(new Set([1, 2]));
  writeFileSync(file, "{");
  const broken = npm("catalog", "check", file);
  expect(broken).toMatchObject({ status: 1, stdout: "" });
  expect(broken.stderr).toContain("is not JSON");
});

test("the doctor examines a running installation without side effects", async () => {
  const { client } = await makeWriter();
  const { findings } = dataOf("doctor");
  expect(findings.length).toBeGreaterThan(8);
  expect(findings.filter((found: Json) => found.level === "failure")).toEqual([]);
  expect(npm("doctor").stdout).toMatch(/^ok +configuration: .*\n/);
  await makeProfile(client);
});

test("control characters in a profile's name do not reach the operator's terminal", async () => {
  const { client, id } = await makeWriter();
  await makeProfile(client, { name: "\u001b]0;title\u0007 \u009b31m\u007f\nfake  line" });
  const listed = npm("profiles", "user", id).stdout;
  expect(listed).toContain("“\\u001b]0;title\\u0007 \\u009b31m\\u007f\\u000afake  line”");
  expect(listed.trim().split("\n")).toHaveLength(2);
  expect(listed.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  expect(npm("profiles", "user", "\u001b[2J").stderr).toContain("address or id \\u001b[2J.");
});

test("a command whose output is no longer read ends without an error", async () => {
  const args = ["run", "--silent", "profiles", "--", "defaults", "--json"];
  const command = spawn("npm", args, { env, stdio: ["ignore", "pipe", "pipe"] });
  command.stdout.destroy();
  let complaint = "";
  command.stderr.on("data", (chunk) => (complaint += String(chunk)));
  expect(await once(command, "close")).toEqual([0, null]);
  expect(complaint).toBe("");
});

test("a wrong call prints the usage, and a failed command its reason", () => {
  for (const args of [
    ["backup"],
    ["backup", "a", "b"],
    ["doctor", "x"],
    ["catalog", "check", "--x"],
    ["catalog", "bogus"],
    ["profiles", "bogus"],
    ["profiles", "user"],
    ["profiles", "defaults", "x"],
  ]) {
    const [name = "", ...rest] = args;
    // What the scripts of package.json run; npm itself takes longer than these calls.
    const cli = ["--conditions=react-server", "scripts/cli.mjs", name, ...rest];
    const { status, stderr } = spawnSync(process.execPath, cli, { env, encoding: "utf8" });
    expect(status, args.join(" ")).toBe(2);
    expect(stderr).toContain(`Usage: npm run ${name}`);
  }
  expect(npm("profiles", "user", "nobody@example.org").stderr).toContain("There is no user");
  expect(npm("restore", path.join(folder, "none")).status).toBe(1);
});
