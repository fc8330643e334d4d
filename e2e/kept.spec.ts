import type { Page } from "@playwright/test";
import { makeEngine, removeEngines } from "./api/model-server";
import { MODEL } from "./api/world";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, open, reach, reload, test } from "./browser";
import { startEngine } from "./engines/engine";
import type { StandIn } from "./engines/server";

const TRY = "/tasks/primary?tab=try";
const OWN = { data: { profile: { description: "Mine" } } };

let engine: StandIn;

async function serve(): Promise<void> {
  engine = await startEngine("vllm", {
    pieces: [{ reasoning: "Hm, hm." }, { text: "The Rhine, " }, { text: "and others." }],
  });
  const models = { [MODEL]: MODEL };
  await makeEngine({ kind: "vllm", name: "gpu-box", address: engine.url, local: true, models });
}

test.afterEach(async () => {
  await removeEngines();
  await engine.close();
});

const disclosure = (page: Page) => page.getByText("Kept requests", { exact: true });
const keeping = (page: Page) => page.getByRole("switch", { name: /^Keep the last 50 requests/ });
const list = (page: Page) => page.getByRole("list", { name: "Kept requests, newest first" });

/** A request as a program sends it; resolves when it is recorded. */
async function ask(page: Page, content: string): Promise<string> {
  const data = { model: "task:primary", messages: [{ role: "user", content }] };
  const answer = await page.request.post("/v1/chat/completions", { data });
  await expect(answer).toBeOK();
  const id = answer.headers()["x-request-id"] ?? "";
  await expect.poll(async () => (await page.request.get(`/api/requests/${id}`)).ok()).toBe(true);
  return id;
}

test("the owner of a profile keeps its requests, reads one, tries it again, and deletes them", async ({
  page,
  user: _user,
}) => {
  await serve();
  await page.request.patch("/api/tasks/primary", OWN);
  await open(page, TRY);
  await expect(page.locator("summary", { hasText: "Kept requests" })).toContainText("off");
  await disclosure(page).click();
  await expect(keeping(page)).not.toBeChecked();
  await expect(page.getByText("are not stored")).toBeVisible();
  await keeping(page).click();
  await expect(keeping(page)).toBeChecked();
  await expect(page.getByText("No requests yet.")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await ask(page, "Name a river.");
  const id = await ask(page, "Name three rivers.");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(list(page).getByRole("button")).toHaveCount(2);
  const row = page.getByRole("button", { name: "Name three rivers." });
  await list(page).locator(row).click();
  const item = list(page).locator("> li").filter({ has: row });
  await expect(item.getByRole("list", { name: "Request" })).toContainText("Name three rivers.");
  await expect(item).toContainText("The Rhine, and others.");
  await expect(item).toContainText("Hm, hm.");
  await expect(item).toContainText("Temperature");
  await expect(item).toContainText(id);
  await expect(item).toContainText("7 / 5");
  await expectAccessibleInBothThemes(page);
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
  await page.setViewportSize({ width: 1280, height: 800 });

  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await item.getByRole("button", { name: "Try again with this prompt" }).click();
  await expect(prompt).toBeFocused();
  await expect(prompt).toHaveValue("Name three rivers.");

  await page.getByRole("button", { name: "Delete all…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("2 kept requests are deleted");
  await dialog.getByRole("button", { name: "Delete all" }).click();
  await expect(page.getByText("No requests yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Refresh" })).toBeFocused();
  await expect(keeping(page)).toBeChecked();
});

test("it is switched off by the keyboard alone, after a question that says what is lost", async ({
  page,
  user: _user,
}) => {
  await serve();
  const tuned = await page.request.patch("/api/tasks/primary", OWN);
  const { profile } = (await tuned.json()) as { profile: { id: string } };
  const at = `/api/models/profiles/${profile.id}/kept-requests`;
  await page.request.put(at, { data: { enabled: true } });
  await ask(page, "Name a river.");
  await open(page, TRY);
  const summary = page.locator("summary", { hasText: "Kept requests" });
  await expect(summary).toContainText("1 request");
  await reach(page, summary);
  await page.keyboard.press("Enter");
  await reach(page, keeping(page));
  await page.keyboard.press("Space");
  const dialog = page.getByRole("alertdialog", { name: "Stop keeping requests?" });
  await expect(dialog).toContainText("1 kept request is deleted, with all texts,");
  await page.keyboard.press("Escape");
  await expect(keeping(page)).toBeFocused();
  await expect(keeping(page)).toBeChecked();
  await page.keyboard.press("Space");
  await reach(page, dialog.getByRole("button", { name: "Stop and delete" }));
  await page.keyboard.press("Enter");
  await expect(keeping(page)).not.toBeChecked();
  await expect(summary).toContainText("off");
  expect(await (await page.request.get(at)).json()).toMatchObject({ enabled: false, total: 0 });
});

test("a default offers nothing to keep, and a list that cannot be read says so", async ({
  page,
  user: _user,
  complaints,
}) => {
  await serve();
  await open(page, TRY);
  await expect(page.getByRole("button", { name: "Run", exact: true })).toBeVisible();
  await expect(disclosure(page)).toBeHidden();
  await page.request.patch("/api/tasks/primary", OWN);
  await page.route("**/kept-requests?*", (route) => route.abort());
  await reload(page);
  await disclosure(page).click();
  await expect(
    page.getByRole("alert").filter({ hasText: /could not|reach|answer/i }),
  ).toBeVisible();
  await page.unroute("**/kept-requests?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(keeping(page)).not.toBeChecked();
  complaints.length = 0;
});
