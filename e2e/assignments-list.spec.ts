import type { Page } from "@playwright/test";
import { assign, bar, overrides, save } from "./assignments-page";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, makeProfile, open, reach, reload, test } from "./browser";

const EMBEDDING = { type: 14, model_name: "nomic-embed-text-v2" };

const row = (page: Page, task: string) => page.getByRole("listitem", { name: task, exact: true });
const picker = (page: Page, task: string) =>
  page.getByRole("combobox", { name: `Profile for ${task}`, exact: true });
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });
const selectBox = (page: Page, name: string) =>
  page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const heads = (page: Page) => page.getByRole("button", { name: /^Column / });

/** Chooses a profile in a picker that is open. */
async function pick(page: Page, profile: string): Promise<void> {
  await page.getByPlaceholder("Search all profiles").fill(profile);
  await page.keyboard.press("Enter");
}

test("the page opens on the list, where a picker chooses and what is active is said", async ({
  page,
  user: _user,
}) => {
  const owl = await makeProfile(page, { name: "Night owl" });
  await open(page, "/assignments");
  await expect(tab(page, "List")).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("radiogroup")).toHaveCount(0);
  const primary = row(page, "Primary");
  await expect(primary).toContainText("General chat and reasoning");
  await expect(picker(page, "Primary")).toHaveText("Primary (Default)");
  await expect(primary).toContainText("Default");

  await picker(page, "Primary").click();
  await pick(page, "night owl");
  await expect(picker(page, "Primary")).toHaveText("Night owl");
  await expect(primary).toContainText("Yours");
  await expect(primary).toContainText("Preview, not saved");
  await expect(bar(page)).toContainText("1 unsaved change");

  // The same by keyboard alone.
  await reach(page, picker(page, "Analysis"));
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("Search all profiles")).toBeFocused();
  await page.keyboard.type("night owl");
  await page.keyboard.press("Enter");
  await expect(picker(page, "Analysis")).toHaveText("Night owl");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("2 assignments saved")).toBeVisible();
  await expect(primary).not.toContainText("Preview");
  expect(await overrides(page)).toEqual({ primary: owl.id, analysis: owl.id });

  await page.getByRole("button", { name: "Undo last save" }).click();
  await expect(page.getByText("2 assignments restored")).toBeVisible();
  expect(await overrides(page)).toEqual({});
});

test("choices are kept while the view changes, and saved from either view", async ({
  page,
  user: _user,
}) => {
  const owl = await makeProfile(page, { name: "Night owl" });
  await open(page, "/assignments");
  await picker(page, "Primary").click();
  await pick(page, "night owl");
  await tab(page, "Matrix").click();
  const cell = page
    .getByRole("radiogroup", { name: "Primary", exact: true })
    .getByRole("radio", { name: "Night owl" });
  await expect(cell).toBeChecked();
  await expect(cell).toHaveAccessibleDescription("Not saved");
  await tab(page, "History").click();
  await expect(page.getByText("No changes yet")).toBeVisible();
  await expect(bar(page)).toContainText("1 unsaved change");
  await save(page);
  expect(await overrides(page)).toEqual({ primary: owl.id });
});

test("the view is in the URL, Back returns to the one before, and the browser remembers it", async ({
  page,
  user: _user,
}) => {
  await open(page, "/assignments");
  await tab(page, "List").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, "Matrix")).toBeFocused();
  await expect(page).toHaveURL(/\/assignments\?view=matrix$/);
  await expect(page.getByRole("radiogroup", { name: "Primary", exact: true })).toBeVisible();
  await page.goBack();
  await expect(tab(page, "List")).toHaveAttribute("aria-selected", "true");
  await expect(picker(page, "Primary")).toBeVisible();
  await page.goForward();
  await expect(tab(page, "Matrix")).toHaveAttribute("aria-selected", "true");

  // A URL without a view opens the one that was used last, but not the history.
  await tab(page, "History").click();
  await open(page, "/assignments");
  await expect(page).toHaveURL(/\/assignments\?view=matrix$/);
  await expect(tab(page, "Matrix")).toHaveAttribute("aria-selected", "true");
  // A URL that names a view opens that one.
  await open(page, "/assignments?view=list");
  await expect(tab(page, "List")).toHaveAttribute("aria-selected", "true");
  await open(page, "/assignments?view=nonsense");
  await expect(tab(page, "List")).toHaveAttribute("aria-selected", "true");

  await open(page, "/assignments");
  await tab(page, "List").click();
  await open(page, "/assignments");
  await expect(page).toHaveURL(/\/assignments$/);
  await expect(tab(page, "List")).toHaveAttribute("aria-selected", "true");
});

test("the list is searched by task, group and profile, and the search is in the URL", async ({
  page,
  user: _user,
}) => {
  const owl = await makeProfile(page, { name: "Night owl" });
  await assign(page, { analysis_profile_id: owl.id });
  await open(page, "/assignments");
  const rows = page.getByRole("main").getByRole("listitem");
  await expect(rows).toHaveCount(19);
  const search = page.getByRole("searchbox");
  await search.fill("summaries");
  await expect(page).toHaveURL(/\?task=summaries$/);
  await expect(page.getByText(/^\d+ of 19 tasks$/)).toBeVisible();
  await expect(row(page, "Key Points")).toBeVisible();
  await expect(row(page, "Primary")).toHaveCount(0);
  await search.fill("owl night");
  await expect(rows).toHaveCount(1);
  await expect(row(page, "Analysis")).toBeVisible();
  // A choice that is not saved does not take the row away.
  await page.getByRole("button", { name: "Reset Analysis to default" }).click();
  await expect(picker(page, "Analysis")).toHaveText("Analysis (Default)");
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await reload(page);
  await expect(search).toHaveValue("owl night");
  await expect(rows).toHaveCount(1);
  await search.fill("nothing at all");
  await expect(page.getByText("No matching tasks")).toBeVisible();
  await search.fill("");
  await expect(rows).toHaveCount(19);
});

test("selected tasks of the list get a profile or their default together; hidden ones stay", async ({
  page,
  user: _user,
}) => {
  const owl = await makeProfile(page, { name: "Night owl" });
  await makeProfile(page, { name: "Better vectors", ...EMBEDDING });
  await open(page, "/assignments");
  for (const task of ["Primary", "Analysis", "Embedding"]) await selectBox(page, task).check();
  const all = page.getByRole("combobox", { name: "Profile for 3 selected tasks" });
  await all.click();
  await expect(page.getByRole("option", { name: /Night owl/ })).toContainText("fits 2 of 3 tasks");
  await pick(page, "night owl");
  // It fits those that take texts.
  await expect(bar(page)).toContainText("2 unsaved changes");
  await expect(picker(page, "Analysis")).toHaveText("Night owl");
  await expect(picker(page, "Embedding")).toHaveText("Embedding (Default)");
  await save(page);
  expect(await overrides(page)).toEqual({ primary: owl.id, analysis: owl.id });

  await selectBox(page, "Embedding").uncheck();
  await page.getByRole("searchbox").fill("analysis");
  await page.getByRole("button", { name: "Reset 1 selected task" }).click();
  await page.getByRole("searchbox").fill("");
  await expect(picker(page, "Primary")).toHaveText("Night owl");
  await expect(picker(page, "Analysis")).toHaveText("Analysis (Default)");
  await page.getByRole("button", { name: "Reset all to defaults" }).click();
  await expect(bar(page)).toContainText("2 unsaved changes");
  await save(page);
  expect(await overrides(page)).toEqual({});

  await page.getByRole("checkbox", { name: "Select all 2 tasks in Chat" }).check();
  await expect(selectBox(page, "Engineering")).toBeChecked();
});

test("the actions for selected tasks are one Tab away from the box that was used last", async ({
  page,
  user: _user,
}) => {
  await open(page, "/assignments");
  await selectBox(page, "Primary").check();
  await selectBox(page, "Analysis").focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("status").filter({ hasText: "2 tasks selected" })).toBeAttached();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Go to actions" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Profile for 2 selected tasks" })).toBeFocused();
});

test("a profile that fits none of the selected tasks says so", async ({ page, user: _user }) => {
  await makeProfile(page, { name: "Better vectors", ...EMBEDDING });
  await open(page, "/assignments");
  await selectBox(page, "Primary").check();
  await page.getByRole("combobox", { name: "Profile for 1 selected task" }).click();
  const option = page.getByRole("option", { name: /Better vectors/ });
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await expect(option).toContainText("Its model fits none of the tasks.");
  await pick(page, "better vectors");
  await expect(option).toBeVisible();
  await expect(bar(page).getByRole("button")).toHaveCount(0);
});

test("a task whose profile lost its use says in its row what runs instead", async ({
  page,
  user: _user,
}) => {
  const vectors = await makeProfile(page, { name: "Better vectors", ...EMBEDDING });
  await assign(page, { embedding_profile_id: vectors.id });
  const data = { model_name: "qwen3-30b-a3b-q4-k-m", type: 1 };
  await expect(await page.request.patch(`/api/models/profiles/${vectors.id}`, { data })).toBeOK();
  await open(page, "/assignments");
  await expect(row(page, "Embedding")).toContainText("Fallback");
  await expect(row(page, "Embedding")).toContainText("Embedding (Default)");
  await expect(row(page, "Embedding")).toContainText("Text to text");
});

test("columns in use come first in the matrix, after pinned ones, and stay while it is open", async ({
  page,
  user: _user,
}) => {
  const made = new Map<string, string>();
  for (const name of ["Ant", "Bee", "Cat", "Dog"]) {
    made.set(name, (await makeProfile(page, { name })).id);
  }
  await assign(page, { primary_profile_id: made.get("Dog") ?? null });
  await open(page, "/assignments?view=matrix");
  const names = ["Dog", "Ant", "Bee", "Cat"].map((name) => `Column ${name}`);
  await expect(heads(page)).toHaveText(names);
  const choices = page.getByRole("radiogroup", { name: "Analysis", exact: true });
  await choices.getByRole("radio", { name: "Cat" }).click();
  await save(page);
  await expect(heads(page)).toHaveText(names);
  await page.getByRole("button", { name: "Column Bee" }).click();
  await page.getByRole("menuitem", { name: "Pin" }).click();
  await expect(heads(page).first()).toHaveText("Column Bee");
  await reload(page);
  await expect(heads(page)).toHaveText(
    ["Bee", "Cat", "Dog", "Ant"].map((name) => `Column ${name}`),
  );
});

test("the matrix takes the width that its columns need, up to that of a 4K screen", async ({
  page,
  user: _user,
}) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  const make = async (first: number, last: number) => {
    for (let n = first; n <= last; n += 1) await makeProfile(page, { name: `P ${n}` });
  };
  // It begins where the page does as long as there is room to the right.
  await make(10, 19);
  await open(page, "/assignments?view=matrix");
  await expect(heads(page)).toHaveCount(10);
  const select = page.getByRole("checkbox", { name: "Select all tasks" });
  const heading = await page.getByRole("heading", { level: 1 }).boundingBox();
  const indent = ((await select.boundingBox())?.x ?? 0) - (heading?.x ?? 0);
  expect(indent).toBeGreaterThan(0);
  expect(indent).toBeLessThan(30);
  // It ends with its last column: nothing empty is before the choice.
  const last = await heads(page).last().boundingBox();
  const gap = ((await picker(page, "Primary").boundingBox())?.x ?? Infinity) - (last?.x ?? 0);
  expect(gap).toBeGreaterThan(0);
  expect(gap).toBeLessThan(100);
  await make(20, 35);
  await reload(page);
  await expect(heads(page)).toHaveCount(26);
  await expect(heads(page).nth(20)).toBeInViewport();
  const ends = async () => {
    const picked = await picker(page, "Primary").boundingBox();
    return { left: (await select.boundingBox())?.x ?? Infinity, right: picked?.x ?? 0 };
  };
  const { left, right } = await ends();
  expect(left).toBeLessThan(80);
  expect(right).toBeGreaterThan(3400);
  await expectNoOverflow(page);
  // The list stays as wide as other pages.
  await tab(page, "List").click();
  expect((await picker(page, "Primary").boundingBox())?.x).toBeGreaterThan(1120);
  await expectNoOverflow(page);
});

test("the list is accessible and fits on a phone, which has no matrix", async ({
  page,
  user: _user,
}) => {
  await makeProfile(page, { name: "Night owl" });
  await open(page, "/assignments");
  await picker(page, "Primary").click();
  await pick(page, "night owl");
  await selectBox(page, "Analysis").check();
  await expectAccessibleInBothThemes(page);
  for (const width of [1024, 820, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
  await expect(tab(page, "Matrix")).toHaveCount(0);
  await open(page, "/assignments?view=matrix");
  await expect(tab(page, "List")).toHaveAttribute("aria-selected", "true");
  await expect(picker(page, "Primary")).toBeVisible();
  await tab(page, "List").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab(page, "History")).toHaveAttribute("aria-selected", "true");
});
