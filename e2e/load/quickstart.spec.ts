import { existsSync, readFileSync, rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { endAll, fileIn, freshFolder, Program } from "./servers";

const PORT = 3141;
const ORIGIN = `http://localhost:${PORT}`;

interface Manifest {
  scripts: Record<string, string>;
}

const hadSettings = existsSync(".env");

test.afterEach(async () => {
  await endAll();
  if (!hadSettings) rmSync(".env", { force: true });
});

test("the README's first command makes what is missing, serves, says what to open, and ends when told", async () => {
  const [, name = ""] = /^npm run (\w+) +#/m.exec(readFileSync("README.md", "utf8")) ?? [];
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
  // What npm runs: npm itself passes no signal on.
  const [program = "", ...args] = scripts[name]?.split(" ") ?? [];
  const folder = freshFolder();
  const quickstart = new Program(program, args, `${ORIGIN}/api/health`, {
    ...process.env,
    PORT: String(PORT),
    DATA_DIR: folder,
    DATABASE_URL: `file:${fileIn(folder)}`,
    MODELS_FILE: "./.models.json",
  });
  try {
    await quickstart.start();
    await expect.poll(() => quickstart.output).toContain(`Ready. Open ${ORIGIN}`);
    expect(quickstart.output).toContain("Build: up to date");
    expect(readFileSync(".env", "utf8")).toContain("DATABASE_URL");
    const page = await fetch(ORIGIN);
    expect(page.url).toBe(`${ORIGIN}/setup`);
    expect(await page.text()).toContain("Model Profiles");
    expect(await quickstart.end()).toBe(0);
    expect(quickstart.output).toContain("stopped");
  } finally {
    // It ends its server when told; killed, it would leave it behind.
    await quickstart.end();
  }
});
