import type { Locator, Page } from "@playwright/test";
import { bar, overrides, save } from "./assignments-page";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, makeProfile, open, reach, reload, test } from "./browser";

const PRIMARY_DEFAULT = "00000000-0000-0000-0000-000000000001";
const ENGINEERING_DEFAULT = "00000000-0000-0000-0000-000000000018";
const EMBEDDING = { type: 14, model_name: "nomic-embed-text-v2" };

function row(page: Page, task: string): Locator {
  return page.getByRole("radiogroup", { name: task, exact: true });
}

function cell(page: Page, task: string, profile: string): Locator {
  return row(page, task).getByRole("radio", { name: profile, exact: true });
}

test("choices made by mouse and by keyboard are saved in one request, and undone in one", async ({
  page,
  user: _user,
}) => {
  const owl = await makeProfile(page, { name: "Night owl" });
  const bird = await makeProfile(page, { name: "Early bird" });
  await open(page, "/assignments?view=matrix");
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });

  await cell(page, "Primary", "Night owl").click();
  await expect(cell(page, "Primary", "Night owl")).toBeChecked();
  await expect(cell(page, "Primary", "Night owl")).toHaveAccessibleDescription("Not saved");
  await expect(bar(page)).toContainText("1 unsaved change");

  // Tab comes to what is chosen, arrows move without choosing, space chooses.
  await cell(page, "Analysis", "Default").focus();
  await page.keyboard.press("ArrowRight");
  await expect(cell(page, "Analysis", "Early bird")).toBeFocused();
  await expect(cell(page, "Analysis", "Early bird")).not.toBeChecked();
  await page.keyboard.press("End");
  await expect(cell(page, "Analysis", "Night owl")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(cell(page, "Analysis", "Default")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await expect(cell(page, "Analysis", "Early bird")).toBeChecked();
  await expect(row(page, "Analysis").locator("[tabindex='0']")).toHaveCount(1);
  await expect(bar(page)).toContainText("2 unsaved changes");

  await page.keyboard.press("Control+s");
  await expect(page.getByText("2 assignments saved")).toBeVisible();
  expect(posts).toHaveLength(1);
  expect(await overrides(page)).toEqual({ primary: owl.id, analysis: bird.id });

  // The way back stays beside the matrix after the notice has gone.
  await reach(page, page.getByRole("button", { name: "Undo last save" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("2 assignments restored")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByRole("button", { name: "Undo last save" })).toHaveCount(0);
  await expect(cell(page, "Primary", "Default")).toBeChecked();
  expect(posts).toHaveLength(2);
  expect(await overrides(page)).toEqual({});

  await cell(page, "Primary", "Early bird").click();
  await save(page);
  const notice = page.getByRole("listitem").filter({ hasText: "1 assignment saved" });
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(cell(page, "Primary", "Default")).toBeChecked();
  await expect(page.getByRole("button", { name: "Undo last save" })).toHaveCount(0);

  await cell(page, "Primary", "Night owl").click();
  await save(page);
  await expect(page.getByRole("button", { name: "Undo last save" })).toBeVisible();
  await cell(page, "Primary", "Early bird").click();
  // It would not take back what is chosen now.
  await expect(page.getByRole("button", { name: "Undo last save" })).toHaveCount(0);
  await cell(page, "Primary", "Default").click();
  await save(page);

  await cell(page, "Primary", "Early bird").click();
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await expect(cell(page, "Primary", "Default")).toBeChecked();
  await expect(bar(page).getByRole("button")).toHaveCount(0);
});

test("a cell that cannot be chosen is reached by keyboard and says why", async ({
  page,
  user: _user,
}) => {
  await makeProfile(page, { name: "Better vectors", ...EMBEDDING });
  await open(page, "/assignments?view=matrix");
  const barred = cell(page, "Primary", "Better vectors");
  const reason =
    "nomic-embed-text-v2 is for “Text to embeddings”; Primary takes “Text to text” or “Image and text to text”";
  await expect(barred).toHaveAttribute("aria-disabled", "true");
  await expect(barred).toHaveAccessibleDescription(reason);
  await cell(page, "Primary", "Default").focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText(reason).filter({ visible: true })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(barred).not.toBeChecked();
  await page.keyboard.press("Escape");
  await expect(page.getByText(reason).filter({ visible: true })).toHaveCount(0);

  await page.getByRole("combobox", { name: "Profile for Primary" }).click();
  const option = page.getByRole("option", { name: /Better vectors/ });
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await expect(option).toContainText(reason);
});

test("tasks go back to their default: one, those selected, all", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Night owl" });
  await open(page, "/assignments?view=matrix");
  await chooseOfColumn(page, "Night owl", "Use for all compatible tasks");
  // All but those that embed, rerank and make images.
  await expect(bar(page)).toContainText("16 unsaved changes");
  await expect(cell(page, "Embedding", "Night owl")).not.toBeChecked();
  await save(page);
  expect(Object.values(await overrides(page))).toEqual(Array.from({ length: 16 }, () => id));

  await reach(page, page.getByRole("button", { name: "Reset Primary to default" }));
  await page.keyboard.press("Enter");
  await expect(cell(page, "Primary", "Default")).toBeChecked();
  await expect(bar(page)).toContainText("1 unsaved change");

  await page.getByRole("checkbox", { name: "Select Analysis" }).check();
  await page.getByRole("checkbox", { name: "Select Key Points" }).check();
  await page.getByRole("button", { name: "Reset 2 selected tasks" }).click();
  await expect(bar(page)).toContainText("3 unsaved changes");
  await save(page);
  expect(Object.keys(await overrides(page))).toHaveLength(13);

  await page.getByRole("checkbox", { name: "Select all tasks" }).check();
  await expect(page.getByRole("button", { name: "Reset 19 selected tasks" })).toBeVisible();
  await reach(page, page.getByRole("button", { name: "Reset all to defaults" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await save(page);
  expect(await overrides(page)).toEqual({});
});

/** Chooses from the menu of a profile's column by keyboard alone. */
async function chooseOfColumn(page: Page, profile: string, entry: string): Promise<void> {
  await reach(page, page.getByRole("button", { name: `Column ${profile}` }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await reach(page, page.getByRole("menuitem", { name: entry }), "ArrowDown");
  await page.keyboard.press("Enter");
}

test("a task's box finds another task's default", async ({ page, user: _user }) => {
  await open(page, "/assignments?view=matrix");
  await expect(page.getByText("You have no profiles yet")).toBeVisible();
  await page.getByRole("combobox", { name: "Profile for Primary" }).click();
  await page.getByPlaceholder("Search all profiles").fill("engineering default");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Profile for Primary" })).toHaveText(
    "Engineering (Default)",
  );
  await expect(row(page, "Primary").getByRole("radio", { checked: true })).toHaveCount(0);
  await save(page);
  expect(await overrides(page)).toEqual({ primary: ENGINEERING_DEFAULT });
  await page.getByRole("link", { name: "Start from a default" }).click();
  await page.waitForURL("**/profiles?owner=system");
});

test("the effective values are those of the resolve call, before and after saving", async ({
  page,
  context,
  user: _user,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const name = "On a base";
  const parameters = { temperature: 0, seed: 7 };
  const { id } = await makeProfile(page, { name, parameters, base_profile_id: PRIMARY_DEFAULT });
  await open(page, "/assignments?view=matrix");
  await cell(page, "Primary", name).click();
  const dialog = page.getByRole("dialog", { name: "Effective values for Primary" });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const look = async () => {
    await page.getByRole("button", { name: "Effective values for Primary" }).click();
    const values = dialog.getByRole("definition");
    // Only what the profile or its bases set is open.
    await expect(values.filter({ hasText: "built-in default" })).toHaveCount(0);
    await dialog.getByText("16 built-in defaults").click();
    await expect(values.filter({ hasText: "0 (greedy)" })).toContainText("from the profile");
    await expect(values.filter({ hasText: /^30 tokens/ })).toContainText("from Primary (Default)");
    await expect(values.filter({ hasText: "0 (off)" })).toContainText("from the model");
    await expect(values.filter({ hasText: /^60 seconds/ })).toContainText("built-in default");
    await dialog.getByRole("button", { name: "Copy as JSON" }).click();
    await expect(dialog.getByRole("button", { name: "Copied the JSON" })).toBeVisible();
    return JSON.parse(await copied());
  };

  const call = async () => {
    await dialog.getByRole("button", { name: "Copy as curl" }).click();
    await expect.poll(copied).toMatch(/^curl -H "Authorization: Bearer \$KEY" http/);
    return new URL((await copied()).split(" ").at(-1) ?? "").pathname;
  };
  const pending = await look();
  await expect(page).toHaveURL(/effective=primary/);
  await expect(dialog.getByText("Preview", { exact: true })).toBeVisible();
  await expect(dialog.getByRole("link", { name })).toHaveAttribute("href", `/profiles/${id}`);
  // The resolve call would still return what is saved: the copied call returns the profile shown.
  expect(await call()).toBe(`/api/models/profiles/${id}`);
  await page.keyboard.press("Escape");
  await save(page);
  const answered = await (await page.request.get("/api/resolve/primary")).json();
  expect(pending).toEqual(answered);
  expect(await look()).toEqual(answered);
  await expect(dialog.getByText("Active", { exact: true })).toBeVisible();
  expect(await call()).toBe("/api/resolve/primary");
});

test("a refused choice is told at its task, and all choices stay", async ({
  page,
  user: _user,
}) => {
  await makeProfile(page, { name: "Night owl" });
  const { id } = await makeProfile(page, { name: "Early bird" });
  await open(page, "/assignments?view=matrix");
  await cell(page, "Analysis", "Night owl").click();
  await cell(page, "Primary", "Early bird").click();
  await page.request.delete(`/api/models/profiles/${id}`);
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Must be the id of" })).toBeVisible();
  await expect(bar(page)).toContainText("2 unsaved changes: 1 was rejected");
  expect(await overrides(page)).toEqual({});

  // Coming back to the tab shows what is there now: the deleted profile's column is gone.
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText("The profile chosen here was deleted").first()).toBeVisible();
  await expect(cell(page, "Primary", "Default")).toBeChecked();
  await expect(bar(page)).toContainText("1 unsaved change");
});

test("what is saved elsewhere arrives on focus beneath the choices made here", async ({
  page,
  user: _user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Night owl" });
  await makeProfile(page, { name: "Early bird" });
  await open(page, "/assignments?view=matrix");
  await cell(page, "Primary", "Early bird").click();
  const model_profiles = { primary_profile_id: id, analysis_profile_id: id };
  await page.request.patch("/api/config", { data: { model_profiles } });
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await expect(cell(page, "Analysis", "Night owl")).toBeChecked();
  await expect(cell(page, "Primary", "Early bird")).toBeChecked();
  await expect(bar(page)).toContainText("1 unsaved change");

  // A save that does not reach the server leaves everything to be saved.
  await page.route(/\/assignments\?/, (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The server does not answer")).toBeVisible();
  await expect(bar(page)).toContainText("1 unsaved change");
  await expect(cell(page, "Primary", "Early bird")).toBeChecked();
  // The browser tells of the request that was cut off.
  complaints.length = 0;
});

test("columns are searched and pinned, and far ones are reached by keyboard", async ({
  page,
  user: _user,
}) => {
  const names = Array.from({ length: 30 }, (_, index) => `Profile ${index + 10}`);
  for (const name of names) await makeProfile(page, { name });
  await open(page, "/assignments?view=matrix");
  await expect(cell(page, "Primary", "Profile 39")).toHaveCount(0);
  await cell(page, "Primary", "Default").focus();
  await page.keyboard.press("End");
  await expect(cell(page, "Primary", "Profile 39")).toBeFocused();
  await expect(cell(page, "Primary", "Profile 39")).toBeInViewport();
  await expect(cell(page, "Primary", "Profile 39")).toHaveAttribute("aria-setsize", "31");
  await page.getByLabel("Search your profiles").focus();
  await chooseOfColumn(page, "Profile 39", "Pin");
  await reload(page);
  await expect(row(page, "Primary").getByRole("radio").nth(1)).toHaveAccessibleName("Profile 39");

  await page.getByLabel("Search your profiles").fill("profile 12");
  await expect(page.getByText("1 of 30 profiles")).toBeVisible();
  await expect(page).toHaveURL(/q=profile\+12/);
  await expect(row(page, "Primary").getByRole("radio")).toHaveCount(2);
  await cell(page, "Primary", "Profile 12").click();
  await page.getByLabel("Search your profiles").fill("");
  await expect(cell(page, "Primary", "Profile 12")).toBeChecked();
});

test("the menu of a column is in the column and can be pressed, however long the name", async ({
  page,
  user: _user,
}) => {
  const names = ["Night", "A profile whose name is as long as a name may get, and longer yet"];
  for (const name of [...names, "Zebra"]) await makeProfile(page, { name });
  await open(page, "/assignments?view=matrix");
  for (const name of names) {
    const menu = page.getByRole("button", { name: `Column ${name}` });
    const column = await boxOf(cell(page, "Primary", name));
    const button = await boxOf(menu);
    expect(button.width).toBe(24);
    expect(button.right).toBeLessThanOrEqual(column.right);
    await menu.click();
    await page.getByRole("menuitem", { name: "Use for all compatible tasks" }).click();
    await expect(cell(page, "Primary", name)).toBeChecked();
  }
});

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${String(element)} is not drawn`);
  return { ...box, right: box.x + box.width };
}

/** How far the matrix is scrolled to the side. */
function scrolled(page: Page): Promise<number> {
  return row(page, "Primary").evaluate((element) => {
    let scroller = element.parentElement;
    while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowX)) {
      scroller = scroller.parentElement;
    }
    return scroller?.scrollLeft ?? 0;
  });
}

test("the matrix says how many columns are out of view, on which side", async ({
  page,
  user: _user,
}) => {
  for (const letter of "abcdefghij") await makeProfile(page, { name: `Wide ${letter}` });
  await open(page, "/assignments?view=matrix");
  await expect(page.getByText(/^\d+ more columns →$/)).toBeVisible();
  await cell(page, "Primary", "Default").focus();
  await page.keyboard.press("End");
  await expect(page.getByText(/^← \d+ more columns$/)).toBeVisible();
  await page.getByRole("searchbox", { name: "Search your profiles" }).fill("wide j");
  await expect(page.getByText(/more columns?/)).toHaveCount(0);
});

test("the matrix moves aside only for a cell that is out of sight, and shows all of it", async ({
  page,
  user: _user,
}) => {
  const names = Array.from({ length: 10 }, (_, index) => `Profile ${index + 10}`);
  for (const name of names) await makeProfile(page, { name });
  await open(page, "/assignments?view=matrix");
  await chooseOfColumn(page, "Profile 15", "Pin");
  const ends = async () => {
    const pinned = await boxOf(cell(page, "Analysis", "Profile 15"));
    const controls = await boxOf(page.getByRole("combobox", { name: "Profile for Analysis" }));
    return { left: pinned.right, right: controls.x };
  };
  await cell(page, "Analysis", "Default").focus();
  await page.keyboard.press("ArrowRight");
  const passing = names.filter((name) => name !== "Profile 15");
  const go = async (key: string, order: readonly string[]) => {
    for (const name of order) {
      await page.keyboard.press(key);
      await expect(cell(page, "Analysis", name)).toBeFocused();
      const [box, { left, right }] = [await boxOf(cell(page, "Analysis", name)), await ends()];
      expect(box.x, name).toBeGreaterThanOrEqual(left);
      expect(box.right, name).toBeLessThanOrEqual(right);
    }
  };
  await go("ArrowRight", passing);
  await go("ArrowLeft", passing.slice(0, -1).reverse());
  await go("ArrowRight", passing.slice(1));

  const left = await scrolled(page);
  expect(left).toBeGreaterThan(0);
  await reach(page, page.getByRole("combobox", { name: "Profile for Embedding" }));
  expect(await scrolled(page)).toBe(left);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox", { name: "Profile for Embedding" })).toBeFocused();
  expect(await scrolled(page)).toBe(left);
});

test("choosing is accessible, with and without a mouse's room", async ({ page, user: _user }) => {
  await makeProfile(page, { name: "Better vectors", ...EMBEDDING });
  const { id } = await makeProfile(page, { name: "Night owl" });
  await open(page, "/assignments?view=matrix");
  await cell(page, "Primary", "Night owl").click();
  await cell(page, "Analysis", "Better vectors").focus();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("combobox", { name: "Profile for Primary" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");

  await page.setViewportSize({ width: 390, height: 844 });
  const card = page.getByRole("listitem", { name: "Engineering" });
  await card.getByRole("combobox").click();
  await page.getByPlaceholder("Search all profiles").fill("night owl");
  await page.keyboard.press("Enter");
  await expect(card).toContainText("Yours");
  await expectNoOverflow(page);
  await expectAccessibleInBothThemes(page);
  await card.getByRole("button", { name: "Effective values for Engineering" }).click();
  await expect(page.getByRole("dialog").getByText("Circuit breaker")).toBeVisible();
  await page.keyboard.press("Escape");
  await save(page);
  expect(await overrides(page)).toEqual({ primary: id, engineering: id });
  await card.getByRole("button", { name: "Reset Engineering to default" }).click();
  await expect(card).toContainText("Default");
  await save(page);
  expect(await overrides(page)).toEqual({ primary: id });
});
