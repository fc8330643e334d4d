import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { makeEngine, removeEngines } from "./api/model-server";
import { MODEL } from "./api/world";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, makeProfile, open, test } from "./browser";
import { startEngine } from "./engines/engine";
import type { StandIn } from "./engines/server";

const PROMPT = "You answer in one word.";

let engine: StandIn;

test.beforeEach(async () => {
  engine = await startEngine("llama_cpp");
  const models = { [MODEL]: MODEL };
  await makeEngine({ kind: "llama_cpp", address: engine.url, local: true, models });
});

test.afterEach(async () => {
  await removeEngines();
  await engine.close();
});

test("a snippet with its key takes three actions from the home page, and runs what is shown", async ({
  page,
  user: _user,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await makeProfile(page, { name: "Terse", system_prompt: PROMPT });
  const model_profiles = { primary_profile_id: id };
  await expect(await page.request.patch("/api/config", { data: { model_profiles } })).toBeOK();
  await open(page, "/");
  await page.getByRole("link", { name: "Primary", exact: true }).click();
  await page.getByRole("tab", { name: "Use it" }).click();
  await expect(page.getByRole("region", { name: "curl snippet" })).toContainText("YOUR_API_KEY");
  const name = page.getByRole("textbox", { name: "Name of the new key" });
  await expect(name).toHaveValue("Primary (curl)");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Key “Primary (curl)” is in the snippets")).toBeFocused();
  const code = page.getByRole("region", { name: "curl snippet" });
  await expect(code).toContainText(/Bearer mp_/);
  await expect(page.getByText("Runs Terse with")).toBeVisible();
  await page.getByRole("button", { name: "Copy snippet" }).click();
  await expect(page.getByRole("button", { name: /Copied/ })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { stdout } = await promisify(execFile)("bash", ["-e", "-c", copied]);
  expect(JSON.parse(stdout)).toMatchObject({ choices: [{ message: { content: "Hello" } }] });
  const sent = engine.received.find(({ body }) => body?.messages)?.body;
  expect(sent.messages[0]).toEqual({ role: "system", content: PROMPT });
});

test("the key is in all snippets of its scope until the panel is closed, and the language is remembered", async ({
  page,
  user: _user,
}) => {
  await open(page, "/tasks/primary?tab=use");
  await page.getByRole("button", { name: "Create key" }).click();
  for (const language of ["curl", "Python", "TypeScript", "LangChain", "Vercel AI SDK"]) {
    await page.getByRole("tab", { name: language }).click();
    await expect(page.getByRole("region", { name: `${language} snippet` })).toContainText("mp_");
  }
  // Reading needs another scope: a key of its own.
  await page.getByRole("tab", { name: "Resolve" }).click();
  await expect(page.getByRole("region", { name: "Resolve snippet" })).toContainText("YOUR_API_KEY");
  await expect(page.getByText(/Scope read/)).toBeVisible();
  await page.getByRole("tab", { name: "Vercel AI SDK" }).focus();
  await page.getByRole("tab", { name: "Vercel AI SDK" }).press("ArrowRight");
  await expect(page.getByRole("region", { name: "Ollama snippet" })).toBeVisible();
  await page.getByRole("tab", { name: "TypeScript" }).click();
  await page.getByRole("tab", { name: "Tune" }).click();
  await page.getByRole("tab", { name: "Use it" }).click();
  await expect(page.getByRole("region", { name: "TypeScript snippet" })).toContainText("mp_");
  await expectAccessibleInBothThemes(page);
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
    // All languages are in view, without scrolling sideways.
    const languages = page.getByRole("tablist", { name: "Language" });
    expect(await languages.evaluate((row) => row.scrollWidth - row.clientWidth)).toBe(0);
  }
  await open(page, "/tasks/primary?tab=use");
  await expect(page.getByRole("region", { name: "TypeScript snippet" })).toContainText(
    "YOUR_API_KEY",
  );
});
