import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { expect, test } from "@playwright/test";
import { baseUrl } from "./client";
import { makeUser } from "./world";

const readme = readFileSync("README.md", "utf8");
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
};

/** Where the server under test keeps its data. */
const dataFolder = path.dirname(String(process.env.MODELS_FILE));

let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "readme-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the tour by curl works as it stands, from key to resolve", async () => {
  const tour = /<!-- tour -->\s+```bash\n([^]*?)```/.exec(readme)?.[1] ?? "";
  expect(tour.trim().split("\n")).toHaveLength(5);
  const user = await makeUser();
  const { body } = await user.session.post("/api/keys", { name: "tour", scopes: ["write"] });
  const env = { ...process.env, ORIGIN: baseUrl(), KEY: body.secret };
  const output = execFileSync("bash", ["-e", "-c", tour], { cwd: folder, env, encoding: "utf8" });
  const profile = JSON.parse(readFileSync(path.join(folder, "profile.json"), "utf8")) as {
    id: string;
  };
  const last = output.slice(output.lastIndexOf('{"task":"engineering"'));
  expect(JSON.parse(last)).toMatchObject({
    source: "user",
    profile: { id: profile.id },
    effective: { parameters: { temperature: 0.2, num_ctx: 100_000 } },
    provenance: {
      "parameters.temperature": "profile",
      "parameters.num_ctx": "base:00000000-0000-0000-0000-000000000018",
    },
  });
});

test("a backup that is made while the service runs opens and is whole", async () => {
  // A database on a server is backed up there.
  if (process.env.E2E_DATABASE_URL) return;
  const file = path.join(folder, "backup.db");
  const [, command = ""] = /`npm run backup -- (\S+)`/.exec(readme) ?? [];
  expect(command).toBe("backup.db");
  const env = { ...process.env, DATABASE_URL: `file:${dataFolder}/model-profiles.db` };
  execFileSync("npm", ["run", "--silent", "backup", "--", file], { env });
  const client = createClient({ url: `file:${file}` });
  const { rows } = await client.execute("PRAGMA integrity_check");
  expect(rows[0]?.integrity_check).toBe("ok");
  const defaults = await client.execute(
    "SELECT count(*) AS n FROM model_profiles WHERE user_id = 'system'",
  );
  expect(defaults.rows[0]?.n).toBe(19);
  client.close();
});

test("a restore is refused while the service runs", () => {
  if (process.env.E2E_DATABASE_URL) return;
  const [, command = ""] = /`npm run restore -- (\S+)`/.exec(readme) ?? [];
  expect(command).toBe("backup.db");
  const file = path.join(folder, command);
  const env = { ...process.env, DATABASE_URL: `file:${dataFolder}/model-profiles.db` };
  execFileSync("npm", ["run", "--silent", "backup", "--", file], { env });
  const restore = () =>
    execFileSync("npm", ["run", "--silent", "restore", "--", file], { env, stdio: "pipe" });
  expect(restore).toThrow("is in use");
});

test("every command of npm and every path that the README names exists", () => {
  const names = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) expect(manifest.scripts, name).toHaveProperty(name);
  const tree = readme.slice(readme.indexOf("## The tree"), readme.indexOf("## Decisions"));
  const paths = [...tree.matchAll(/^\| `([^`<]+)`/gm)].map(([, name = ""]) => name);
  expect(paths.length).toBeGreaterThan(8);
  for (const name of paths) expect(existsSync(name), name).toBe(true);
  for (const [, name = ""] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
    expect(existsSync(name), name).toBe(true);
  }
});
