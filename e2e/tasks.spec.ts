import type { Locator, Page } from "@playwright/test";
import { assign } from "./assignments-page";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, makeProfile, open, reach, reload, test } from "./browser";
import { bar, changeElsewhere, conflict, field } from "./editor-page";

const CODER = { type: 18, model_name: "qwen3-coder-30b-a3b" };
const SMALL = "qwen3-4b-ud-q6-k-xl";
/** A model of no default. */
const LARGE = "openai-gpt-oss-20b";
const SUMMARIES = ["Summarization", "Master Summary", "Brief Summary", "Key Points"];

const row = (page: Page, task: string) => page.getByRole("link", { name: task, exact: true });
const item = (page: Page, task: string) =>
  page.getByRole("listitem").filter({ has: row(page, task) });
const panel = (page: Page, task: string) => page.getByRole("complementary", { name: task });
const saveButton = (page: Page) => bar(page).getByRole("button", { name: "Save", exact: true });
const toast = (page: Page, text: string | RegExp) => page.getByText(text).first();

/** Counts what a person does. Moving to a control is part of using it, as a mouse moves to it. */
function counted(page: Page, by: "mouse" | "keyboard") {
  let actions = 0;
  const press = async (control: Locator, key = "Enter") => {
    actions += 1;
    if (by === "mouse") {
      await control.click();
      return;
    }
    await reach(page, control);
    await page.keyboard.press(key);
  };
  return {
    press,
    /** Clicks, or presses the space bar on a checkbox. */
    check: (box: Locator) => press(box, "Space"),
    /** Replaces what a box has. */
    fill: async (box: Locator, text: string) => {
      actions += 1;
      if (by === "mouse") await box.click({ clickCount: 3 });
      else await reach(page, box);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(text);
    },
    /** Types into what has the focus. */
    type: async (text: string) => {
      actions += 1;
      await page.keyboard.type(text);
    },
    /** Chooses from a drop-down list: a mouse opens it first, on the keyboard the first letters do. */
    choose: async (list: Locator, text: string) => {
      actions += by === "mouse" ? 2 : 1;
      if (by === "mouse") {
        await list.selectOption({ value: text });
        return;
      }
      await reach(page, list);
      await page.keyboard.type(text);
    },
    enter: async () => {
      actions += 1;
      await page.keyboard.press("Enter");
    },
    expectAtMost: (most: number) => expect(actions).toBeLessThanOrEqual(most),
  };
}

/** Gives three tasks profiles with a model that nothing else uses: one of their own, and one shared. */
async function assignLarge(page: Page): Promise<string[]> {
  const own = await makeProfile(page, { name: "Own", type: 18, model_name: LARGE });
  const shared = await makeProfile(page, { name: "Shared", model_name: LARGE });
  await assign(page, {
    engineering_profile_id: own.id,
    primary_profile_id: shared.id,
    analysis_profile_id: shared.id,
  });
  return ["Engineering", "Primary", "Analysis"];
}

async function resolved(page: Page, task: string) {
  return (await page.request.get(`/api/resolve/${task}`)).json();
}

for (const by of ["mouse", "keyboard"] as const) {
  test(`a smaller model for four tasks takes at most 8 actions by ${by}, and one undo after a reload`, async ({
    page,
    user: _user,
  }) => {
    await open(page, "/");
    const { press, check, type, enter, expectAtMost } = counted(page, by);
    await check(page.getByRole("checkbox", { name: "Select all 4 tasks in Summaries" }));
    await press(page.getByRole("button", { name: "Switch model…" }));
    const dialog = page.getByRole("dialog", { name: "Switch model: 4 tasks" });
    // The dialog starts with the search for the model.
    await expect(page.getByPlaceholder("Search name, family, size")).toBeFocused();
    await expect(dialog).toContainText("You will see the changes before they apply.");
    await expect(dialog.getByRole("button", { name: "Switch", exact: true })).toBeDisabled();
    await type(SMALL);
    await expect(page.getByRole("option")).toHaveCount(1);
    await enter();
    const preview = dialog.getByRole("list", { name: "Preview" });
    for (const task of SUMMARIES) await expect(preview).toContainText(task);
    const kept =
      /; it is 131,072\. It stays set; the engine reduces it to the maximum of the model\./;
    await expect(preview).toContainText(kept);
    await press(dialog.getByRole("button", { name: "Switch 4 tasks" }));
    await expect(toast(page, "Changed 4 tasks")).toBeVisible();
    expectAtMost(8);
    const heading = page.getByRole("heading", { name: "Tasks", level: 1 });
    await expect(heading).toBeFocused();
    await expect(heading).toBeInViewport();
    for (const task of SUMMARIES) await expect(item(page, task)).toContainText(SMALL);

    await reload(page);
    await expect(page.getByText(/^Changed 4 tasks/)).toBeVisible();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(toast(page, "Change undone")).toBeVisible();
    await expect(toast(page, "4 profiles that it created are in the trash.")).toBeVisible();
    for (const task of SUMMARIES) await expect(item(page, task)).not.toContainText(SMALL);
    await expect(page.getByRole("button", { name: "Undo", exact: true })).toHaveCount(0);
  });

  test(`all tasks with one model get another one with at most 6 actions by ${by}, with the undo`, async ({
    page,
    user: _user,
  }) => {
    const tasks = await assignLarge(page);
    await open(page, "/");
    // A value that only the default sets.
    const values = item(page, "Engineering").getByRole("list", {
      name: "Differs from the default",
    });
    await expect(values.getByText(/not set, default .+/).first()).toBeVisible();
    const { press, type, enter, choose, expectAtMost } = counted(page, by);
    await choose(page.getByRole("combobox", { name: "Model" }), LARGE);
    await press(page.getByRole("button", { name: "Switch all 3 to another model…" }));
    const dialog = page.getByRole("dialog", { name: "Switch model: 3 tasks" });
    await expect(page.getByPlaceholder("Search name, family, size")).toBeFocused();
    const options = page.getByRole("option", { name: SMALL });
    if (by === "mouse") await press(options);
    else {
      await type(SMALL);
      await expect(page.getByRole("option")).toHaveCount(1);
      await enter();
    }
    await press(dialog.getByRole("button", { name: "Switch 3 tasks" }));
    await expect(toast(page, "Changed 3 tasks")).toBeVisible();
    for (const task of tasks) await expect(item(page, task)).toContainText(SMALL);
    // The filter by the former model would hide them.
    await expect(page).toHaveURL(/\/$/);

    await press(page.getByRole("button", { name: "Undo", exact: true }).first());
    await expect(toast(page, "Change undone")).toBeVisible();
    // Neither the bar nor the toast still offers what was undone.
    await expect(page.getByText("Changed 3 tasks")).toHaveCount(0);
    expectAtMost(6);
    for (const task of tasks) await expect(item(page, task)).toContainText(LARGE);
    expect((await resolved(page, "engineering")).profile).toMatchObject({ model_name: LARGE });
  });

  test(`a more deterministic coder takes at most 4 actions by ${by}`, async ({
    page,
    user: _user,
  }) => {
    await open(page, "/");
    const { press, fill, expectAtMost } = counted(page, by);
    await press(row(page, "Engineering"));
    await fill(field(page, "Temperature").box, "0.15");
    await press(saveButton(page));
    await expect(toast(page, "Engineering now uses your profile “Engineering”")).toBeVisible();
    expectAtMost(4);
    expect(await resolved(page, "engineering")).toMatchObject({
      source: "user",
      profile: { name: "Engineering", parameters: { temperature: 0.15 } },
    });
    await expect(item(page, "Engineering")).toContainText("Yours");
    await expect(item(page, "Engineering")).toContainText("Temperature 0.15");
    await expect(bar(page).getByRole("button")).toHaveCount(0);
  });

  test(`the prompt of a task is seen with at most 2 actions by ${by}, and Back closes it`, async ({
    page,
    user: _user,
  }) => {
    await open(page, "/");
    const { press, expectAtMost } = counted(page, by);
    await expect(item(page, "Research Task").getByText(/\w…$/)).toBeVisible();
    const link = row(page, "Research Task");
    await link.focus();
    const before = await link.boundingBox();
    await press(link);
    const prompt = panel(page, "Research Task").getByLabel("System prompt");
    await expect(prompt).toHaveValue(/goal/i);
    expectAtMost(2);
    await expect(page).toHaveURL(/\/tasks\/research_task$/);
    await expect(page.getByRole("heading", { name: "Research Task", level: 2 })).toBeFocused();
    // The rows are higher beside the panel; this one stays under the pointer.
    await expect(link).toBeInViewport();
    expect((await link.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
    await page.keyboard.press("Escape");
    await expect(panel(page, "Research Task")).toHaveCount(0);
    await expect(row(page, "Research Task")).toBeFocused();
    await page.goBack();
    await expect(prompt).toBeVisible();
    await page.goBack();
    await expect(panel(page, "Research Task")).toHaveCount(0);
    await expect(page).toHaveURL(/\/$/);
  });

  test(`an earlier assignment is undone with at most 4 actions by ${by}`, async ({
    page,
    user: _user,
  }) => {
    const first = await makeProfile(page, { name: "Before", ...CODER });
    const second = await makeProfile(page, { name: "After", ...CODER });
    await assign(page, { engineering_profile_id: first.id });
    await assign(page, { engineering_profile_id: second.id });
    await assign(page, { analysis_profile_id: first.id });
    await open(page, "/");
    const { press, expectAtMost } = counted(page, by);
    await press(row(page, "Engineering"));
    const tab = page.getByRole("tab", { name: "History" });
    if (by === "mouse") await press(tab);
    else {
      await press(page.getByRole("tab", { name: "Tune" }), "End");
      await expect(tab).toBeFocused();
    }
    await press(page.getByRole("button", { name: "Undo: Assigned “After”" }));
    await expect(toast(page, "Change undone")).toBeVisible();
    expectAtMost(4);
    expect(await resolved(page, "engineering")).toMatchObject({ profile: { name: "Before" } });
  });
}

test("a profile of several tasks is changed for all of them or copied for one, as the user decides", async ({
  page,
  user: _user,
}) => {
  const parameters = { temperature: 0.5 };
  const { id } = await makeProfile(page, { name: "Shared", ...CODER, parameters });
  await assign(page, { engineering_profile_id: id, analysis_profile_id: id });
  await open(page, "/tasks/engineering");
  const dialog = page.getByRole("dialog", { name: "Other tasks use this profile too" });
  const save = async (value: string) => {
    await field(page, "Temperature").box.fill(value);
    await saveButton(page).click();
    await expect(dialog).toContainText("Analysis uses “Shared”, like Engineering.");
  };
  await save("0.4");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Keep editing" }).click();
  await expect(bar(page)).toContainText("1 unsaved change");
  expect(await resolved(page, "engineering")).toMatchObject({ profile: { parameters } });

  await saveButton(page).click();
  await dialog.getByRole("button", { name: "All of them" }).click();
  await expect(
    toast(page, "Saved profile “Shared” for Engineering; 1 other task uses it too"),
  ).toBeVisible();
  expect(await resolved(page, "analysis")).toMatchObject({
    profile: { id, parameters: { temperature: 0.4 } },
  });

  await save("0.3");
  await dialog.getByRole("button", { name: "Only this one" }).click();
  await expect(toast(page, "Engineering now uses your profile “Engineering”")).toBeVisible();
  await expect(panel(page, "Engineering")).toContainText("Yours");
  expect((await resolved(page, "engineering")).profile).toMatchObject({
    name: "Engineering",
    parameters: { temperature: 0.3 },
  });
  expect(await resolved(page, "analysis")).toMatchObject({
    profile: { id, parameters: { temperature: 0.4 } },
  });
  await expect(bar(page).getByRole("button")).toHaveCount(0);
});

test("a save over a newer version compares both sides, and a refused value is reported at its field", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Mine", ...CODER, parameters: { top_p: 0.9 } });
  await assign(page, { engineering_profile_id: id });
  await open(page, "/tasks/engineering");
  await field(page, "Temperature").box.fill("9");
  await saveButton(page).click();
  await expect(field(page, "Temperature").box).toBeFocused();
  await expect(field(page, "Temperature").row).toContainText(/from 0 to 2/);
  await field(page, "Temperature").box.fill("0.1");
  await changeElsewhere(page, id, { parameters: { top_p: 0.5 } });
  await saveButton(page).click();
  await expect(conflict(page)).toContainText("No field was changed differently by both.");
  await conflict(page).getByRole("button", { name: "Keep mine" }).click();
  await expect(toast(page, "Saved profile “Mine” for Engineering")).toBeVisible();
  expect((await resolved(page, "engineering")).profile.parameters).toEqual({
    temperature: 0.1,
    top_p: 0.5,
  });
});

test("unsaved changes are kept as a draft, also for the editor with all settings", async ({
  page,
  user: _user,
}) => {
  await open(page, "/tasks/engineering");
  const temperature = field(page, "Temperature");
  const inherited = await temperature.box.inputValue();
  await expect(temperature.row).toContainText("from Engineering (Default)");
  await temperature.slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(temperature.row).toContainText(`Overrides ${inherited} from Engineering (Default)`);
  const changed = await temperature.box.inputValue();

  // Another task asks first; staying keeps everything.
  await row(page, "Analysis").click();
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(temperature.box).toHaveValue(changed);
  await row(page, "Analysis").click();
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(panel(page, "Analysis")).toBeVisible();
  await row(page, "Engineering").click();
  await expect(page.getByText(/^Unsaved changes from/)).toBeVisible();
  await expect(temperature.box).toHaveValue(changed);

  await page.getByRole("link", { name: "All settings" }).click();
  await page.waitForURL(/\/profiles\/new\?task=engineering/);
  await expect(page.getByText(/^Unsaved changes from/)).toBeVisible();
  await expect(temperature.box).toHaveValue(changed);
  // The question comes before the page is left.
  await page.evaluate(() => window.history.back());
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(temperature.box).toHaveValue(changed);
  await temperature.unset.click();
  await expect(temperature.box).toHaveValue(inherited);
  await expect(bar(page).getByRole("button")).toHaveCount(0);
});

test("filters are in the URL, beside the open task, and arrow keys move between the rows", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Mine", ...CODER });
  await assign(page, { engineering_profile_id: id });
  await open(page, "/?show=yours");
  const tasks = page.getByRole("main").locator("a[data-task]");
  await expect(tasks).toHaveText(["Engineering"]);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(tasks).toHaveCount(19);
  await page.getByRole("searchbox").fill("bullet");
  await expect(page).toHaveURL(/\?q=bullet$/);
  await expect(tasks).toHaveText(["Key Points"]);
  await tasks.first().click();
  await expect(page).toHaveURL(/\/tasks\/key_points\?q=bullet$/);
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "Model" }).selectOption("nomic-embed-text-v2");
  await expect(page.getByText("No matching tasks")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(tasks).toHaveCount(19);
  await row(page, "Primary").focus();
  await page.keyboard.press("ArrowDown");
  await expect(row(page, "Engineering")).toBeFocused();
});

test("tasks that a profile does not fit are named before anything changes, and one can be left out", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "For text" });
  await open(page, "/");
  for (const task of ["Primary", "Analysis", "Embedding"]) {
    await page.getByRole("checkbox", { name: `Select ${task}`, exact: true }).check();
  }
  await page.getByRole("button", { name: "Assign a profile…" }).click();
  const dialog = page.getByRole("dialog", { name: "Assign a profile: 3 tasks" });
  await page.getByRole("option", { name: /For text/ }).click();
  const rows = dialog.getByRole("list", { name: "Preview" }).getByRole("listitem");
  await expect(rows.first()).toContainText("Embedding");
  await expect(rows.first()).toContainText("Text to text");
  await expectAccessibleInBothThemes(page);
  await expect(dialog).toContainText("2 of 3 tasks change; 1 stays as now.");
  await dialog.getByRole("checkbox", { name: /Analysis/ }).uncheck();
  await expect(dialog).toContainText("1 of 3 tasks changes; 2 stay as now.");
  await dialog.getByRole("button", { name: "Assign to 1 task" }).click();
  await expect(toast(page, "Changed 1 task")).toBeVisible();
  expect(await resolved(page, "primary")).toMatchObject({ source: "user", profile: { id } });
  expect(await resolved(page, "analysis")).toMatchObject({ source: "system" });

  await page.getByRole("checkbox", { name: "Select Primary", exact: true }).check();
  await page.getByRole("button", { name: "Reset to defaults…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset 1 task" }).click();
  await expect(item(page, "Primary")).toContainText("Default");
  expect(await resolved(page, "primary")).toMatchObject({ source: "system" });
});

test("offline, links stay on the page, and what is cancelled is not sent later", async ({
  page,
  user: _user,
  context,
  complaints,
}) => {
  await open(page, "/");
  await page.getByRole("checkbox", { name: "Select Primary", exact: true }).check();
  await page.getByRole("button", { name: "Switch model…" }).click();
  await page.getByRole("option", { name: SMALL }).click();
  const dialog = page.getByRole("dialog", { name: "Switch model: 1 task" });
  const save = dialog.getByRole("button", { name: "Switch 1 task" });
  await expect(save).toBeEnabled();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await expect(page.getByText(/^You are offline\./)).toBeVisible();
  await save.click();
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Profiles", exact: true }).click();
  await context.setOffline(false);
  await expect(page.getByText(/^You are offline\./)).toHaveCount(0);
  await expect(page).toHaveURL(/\/$/);
  // Saved after everything that waited would have been.
  await page.getByRole("checkbox", { name: "Select Analysis", exact: true }).check();
  await page.getByRole("checkbox", { name: "Select Primary", exact: true }).uncheck();
  await page.getByRole("button", { name: "Switch model…" }).click();
  await page.getByRole("option", { name: SMALL }).click();
  await page.getByRole("button", { name: "Switch 1 task" }).click();
  await expect(toast(page, "Changed 1 task")).toBeVisible();
  expect(await resolved(page, "primary")).toMatchObject({ source: "system" });
  // The browser reports requests that it could not send.
  complaints.length = 0;
});

test("the actions for selected tasks are one Tab away from the box that was used last", async ({
  page,
  user: _user,
}) => {
  await open(page, "/");
  await page.getByRole("checkbox", { name: "Select Engineering", exact: true }).check();
  const all = page.getByRole("checkbox", { name: "Select all 4 tasks in Summaries" });
  await all.focus();
  await page.keyboard.press("Space");
  const actions = page.getByRole("region", { name: "Selected tasks" });
  await expect(actions.getByRole("status")).toHaveText("5 tasks selected");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("button", { name: "Go to actions" });
  await expect(skip).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Enter");
  await expect(actions.getByRole("button", { name: "Switch model…" })).toBeFocused();
  await actions.getByRole("button", { name: "Clear selection" }).click();
  await expect(skip).toHaveCount(0);
});

test("on a phone a task takes the place of the list", async ({ page, user: _user }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/");
  await row(page, "Image Generation").click();
  await expect(row(page, "Image Generation")).toBeHidden();
  await expect(field(page, "Width").slider).toBeVisible();
  await expectNoOverflow(page);
  await page.getByRole("button", { name: "All tasks" }).click();
  await expect(row(page, "Image Generation")).toBeInViewport();
  await expectNoOverflow(page);
});

test("the bar that grows while it cannot save does not cover the field that is edited", async ({
  page,
  user: _user,
  complaints,
}) => {
  await page.setViewportSize({ width: 1280, height: 640 });
  await open(page, "/tasks/primary");
  const { box } = field(page, "Temperature");
  await box.fill("0.15");
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await expect(page.getByText(/^You are offline\./)).toBeVisible();
  // To just above the bar.
  await box.evaluate((element) => {
    const scroller = element.closest("aside");
    const bar = scroller?.querySelector("[aria-label=Changes]")?.getBoundingClientRect();
    scroller?.scrollBy(0, element.getBoundingClientRect().bottom - (bar?.top ?? 0) + 4);
  });
  const before = await bar(page).boundingBox();
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("Offline: will be saved when the connection is back");
  const grown = await bar(page).boundingBox();
  expect(grown?.height).toBeGreaterThan(before?.height ?? 0);
  await expect(box).toBeFocused();
  await expect
    .poll(async () => {
      const [of, over] = [await box.boundingBox(), await bar(page).boundingBox()];
      return (of?.y ?? 0) + (of?.height ?? 0) <= (over?.y ?? 0);
    })
    .toBe(true);
  await page.context().setOffline(false);
  await expect(bar(page).getByRole("status")).toHaveText("");
  complaints.length = 0;
});
