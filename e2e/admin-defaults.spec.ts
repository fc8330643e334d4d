import type { Locator, Page } from "@playwright/test";
import { browserOf, test } from "./admin";
import { removeBounds } from "./api/world";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import { chooseFromMenu, expect, expectNoOverflow, makeProfile, open, unique } from "./browser";
import { confirmDefault, field } from "./editor-page";

const PATH = "/admin/defaults";
const TASK = "formatting";
const DEFAULT = "00000000-0000-0000-0000-000000000015";
const NAME = "Formatting (Default)";

const rowOf = (page: Page): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name: NAME, exact: true }) });

async function reset(page: Page): Promise<void> {
  await expect(await page.request.post(`/api/admin/defaults/${TASK}/reset`)).toBeOK();
}

async function change(page: Page, content: object): Promise<void> {
  const data = { data: content };
  await expect(await page.request.patch(`/api/models/profiles/${DEFAULT}`, data)).toBeOK();
}

async function read(page: Page): Promise<Record<string, unknown>> {
  return (await (await page.request.get(`/api/models/profiles/${DEFAULT}`)).json()) as Record<
    string,
    unknown
  >;
}

/** Opens the default's dialog with the keyboard alone. */
async function askBack(page: Page): Promise<Locator> {
  await chooseFromMenu(page, NAME, "Restore factory default…");
  const dialog = page.getByRole("dialog", { name: `Restore factory default: ${NAME}` });
  await expect(dialog).toBeVisible();
  return dialog;
}

test.beforeEach(async ({ page, admin }) => {
  expect(admin.email).toContain("@");
  await reset(page);
});

test.afterEach(async ({ page }) => {
  await removeBounds();
  await reset(page);
});

test("the defaults' page is an admin's: for others there is nothing", async ({
  browser,
  person,
}) => {
  const page = await browserOf(browser, person);
  expect((await page.goto(PATH))?.status()).toBe(404);
  await page.context().close();
});

test("each of the 19 defaults tells its model, values, prompt and whom it reaches", async ({
  page,
  browser,
  person,
}) => {
  await open(page, PATH);
  await expect(page.getByRole("table", { name: "Defaults" }).getByRole("row")).toHaveCount(20);
  const row = rowOf(page);
  const shipped = await read(page);
  await expect(row).toContainText(String(shipped.model_name));
  await expect(row).toContainText(String(shipped.system_prompt).split("\n")[0] ?? "");
  await expect(row).toContainText("Unchanged");
  const cells = row.getByRole("cell");
  const overridden = Number(await cells.nth(3).innerText());
  const inherited = Number(await cells.nth(4).innerText());

  const beside = await browserOf(browser, person);
  const own = await makeProfile(beside, { type: 15, base_profile_id: DEFAULT, name: "My format" });
  const model_profiles = { formatting_profile_id: own.id };
  await expect(await beside.request.patch("/api/config", { data: { model_profiles } })).toBeOK();
  await change(page, { parameters: { temperature: 0.9 } });
  await open(page, PATH);
  await expect(cells.nth(3)).toHaveText(String(overridden + 1));
  await expect(cells.nth(4)).toHaveText(String(inherited + 1));
  await expect(cells.nth(2)).toHaveText(/^[\d,]+ of [\d,]+$/);
  await expect(row).toContainText("1 field changed");
  await expect(row).toContainText("Temperature 0.9");
  await beside.context().close();
});

test("fields go back to what ships one by one or all, by the keyboard, and that is undone at once", async ({
  page,
  // The words are of several people.
  person: _person,
}) => {
  const shipped = await read(page);
  await change(page, { description: "Ours", system_prompt: "Ours", parameters: { seed: 3 } });
  await open(page, PATH);
  const dialog = await askBack(page);
  await expect(dialog).toContainText(/Active for \d+ of \d+ people; \d+ profiles? inherits? from/);
  await expectAccessible(page);
  await dialog.getByLabel("Description").press("Space");
  await dialog.getByLabel("System prompt", { exact: true }).press("Space");
  await dialog.getByRole("button", { name: "Restore 1 field" }).press("Enter");
  await expect(page.getByText(`Restored the factory default: 1 field of ${NAME}`)).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(rowOf(page)).toContainText("2 fields changed");
  const now = await read(page);
  expect(now).toMatchObject({ description: "Ours", parameters: shipped.parameters });

  await askBack(page);
  await dialog.getByRole("button", { name: "Restore 2 fields" }).press("Enter");
  await expect(page.getByText(`Restored the factory default: 2 fields of ${NAME}`)).toBeVisible();
  await expect(rowOf(page)).toContainText("Unchanged");
  expect((await read(page)).system_prompt).toBe(shipped.system_prompt);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByText("Reset undone")).toBeVisible();
  await expect(rowOf(page)).toContainText("2 fields changed");
  expect((await read(page)).system_prompt).toBe("Ours");
});

test("a field goes back to what ships although another one has come to be bounded", async ({
  page,
}) => {
  const { parameters } = (await read(page)) as { parameters: { num_ctx: number } };
  const bound = { path: "parameters.num_ctx", task: TASK, max: parameters.num_ctx - 1 };
  await expect(await page.request.put("/api/admin/bounds", { data: bound })).toBeOK();
  await change(page, { description: "Ours" });
  await open(page, PATH);
  const dialog = await askBack(page);
  await dialog.getByRole("button", { name: "Restore 1 field" }).press("Enter");
  await expect(page.getByText(`Restored the factory default: 1 field of ${NAME}`)).toBeVisible();
  await expect(rowOf(page)).toContainText("Unchanged");
});

test("the factory default cannot overwrite a change that the admin has not seen", async ({
  page,
}) => {
  await change(page, { description: "Ours" });
  await open(page, PATH);
  const dialog = await askBack(page);
  await change(page, { parameters: { top_k: 7 } });
  await dialog.getByRole("button", { name: "Restore 1 field" }).click();
  await expect(dialog).toContainText("so nothing was reset");
  await expect(dialog.getByLabel("Top K")).toBeVisible();
  expect(await read(page)).toMatchObject({ description: "Ours", parameters: { top_k: 7 } });
  await dialog.getByRole("button", { name: "Restore 2 fields" }).click();
  await expect(rowOf(page)).toContainText("Unchanged");
});

test("a default that is as it ships says why it cannot go back", async ({ page }) => {
  await open(page, PATH);
  await page.getByRole("button", { name: `Actions for ${NAME}` }).press("Enter");
  const entry = page.getByRole("menuitem", { name: "Restore factory default…" });
  await expect(entry).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Unchanged.", { exact: true })).toBeVisible();
  await page.getByRole("menuitem", { name: "History" }).press("Enter");
  await expect(page).toHaveURL(`/profiles/${DEFAULT}?tab=history`);
  await expect(page.getByRole("heading", { name: /^Revision \d+$/ }).first()).toBeVisible();
});

test("a user's browser beside sees an edited default on the next action", async ({
  page,
  browser,
  person,
}) => {
  const beside = await browserOf(browser, person);
  await makeProfile(beside, { type: 15, base_profile_id: DEFAULT, name: "Stands on it" });
  await open(beside, "/profiles");
  const words = unique("Edited");

  await open(page, PATH);
  await page.getByRole("link", { name: NAME, exact: true }).click();
  await expect(page.getByText(/Active for \d+ of \d+ people; \d+ profiles? inherit/)).toBeVisible();
  await page.getByLabel("Description").fill(words);
  await field(page, "Temperature").box.fill("0.55");
  await confirmDefault(page, NAME);

  await beside.getByRole("link", { name: "Assignments" }).click();
  const effective = beside.getByRole("button", { name: /Formatting/ }).first();
  await effective.click();
  await expect(beside.getByRole("dialog")).toContainText("0.55");
  await beside.keyboard.press("Escape");
  await beside.getByRole("link", { name: "Profiles", exact: true }).click();
  await beside.getByRole("tab", { name: /System defaults/ }).click();
  await beside.getByRole("link", { name: NAME, exact: true }).first().click();
  await expect(beside.getByRole("heading", { name: NAME, level: 1 })).toBeVisible();
  await expect(beside.getByText(words)).toBeVisible();
  await beside.context().close();
});

test("the page fits when narrow, and going back is accessible in both themes", async ({ page }) => {
  await change(page, { description: "Ours" });
  await open(page, PATH);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole("list", { name: "Defaults" }).getByRole("listitem")).toHaveCount(19);
  await expectNoOverflow(page);
  await askBack(page);
  await expectNoOverflow(page);
  await expectAccessibleInBothThemes(page);
});
