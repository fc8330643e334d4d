import type { Locator, Page } from "@playwright/test";
import { browserOf, test } from "./admin";
import { makeAdmin, ok, removeBounds } from "./api/world";
import { expectAccessibleInBothThemes } from "./accessible";
import { chooseFromMenu, expect, expectNoOverflow, makeProfile, open, unique } from "./browser";
import { comeBack, field, saved } from "./editor-page";

const PATH = "/admin/bounds";
const CONTEXT = "parameters.num_ctx";

test.beforeEach(({ admin }) => {
  expect(admin.email).toContain("@");
});

test.afterEach(removeBounds);

const button = (page: Page | Locator, name: string) =>
  page.getByRole("button", { name, exact: true });
const dialogOf = (page: Page) => page.getByRole("dialog");
const rowOf = (page: Page, words: string) => page.getByRole("row").filter({ hasText: words });

/** Sets a bound over HTTP, as an admin. */
async function setBound(input: object) {
  const { session } = await makeAdmin();
  return ok(await session.put("/api/admin/bounds", input)).body;
}

async function bounds() {
  const { session } = await makeAdmin();
  return ok(await session.get("/api/bounds")).body.data as Record<string, unknown>[];
}

/** Opens the dialog for a new bound on a field, by the keyboard alone. */
async function addBound(page: Page, path: string): Promise<Locator> {
  await button(page, "Add limit").press("Enter");
  return chooseField(page, path);
}

async function chooseField(page: Page, path: string): Promise<Locator> {
  const dialog = dialogOf(page);
  await dialog.getByRole("combobox", { name: /^Field/ }).press("Enter");
  await page.getByPlaceholder("Search name, path").fill(path);
  const list = page.getByRole("dialog", { name: /^Field: / });
  await expect(list.getByRole("option").first()).toContainText(`${path} · `);
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(path, { exact: true })).toBeVisible();
  await expect(dialog.getByRole("combobox", { name: /^Field/ })).toBeFocused();
  return dialog;
}

/** What breaks the bound that the form holds now is told. */
async function expectSeen(dialog: Locator): Promise<void> {
  const told = dialog.getByRole("status");
  await expect(told).toContainText(/profiles? exceeds? this/);
  await expect(told).toHaveAttribute("aria-busy", "false");
}

test("the page of bounds is an admin's: for others there is nothing", async ({
  browser,
  person,
}) => {
  const page = await browserOf(browser, person);
  const answer = await page.goto(PATH);
  expect(answer?.status()).toBe(404);
  await page.context().close();
});

test("without a bound the page says what they are for, and the palette leads there", async ({
  page,
}) => {
  await open(page, "/profiles");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Page, task, profile, model or action").fill("fixed values");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${PATH}`);
  await expect(page.getByText("No limits yet")).toBeVisible();
  await button(page, "Add limit").click();
  await expect(dialogOf(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialogOf(page)).toBeHidden();
  await expect(button(page, "Add limit")).toBeFocused();
});

test.describe("a bound", () => {
  test("is set by the keyboard after naming the profiles that break it, and holds them", async ({
    page,
    browser,
    person,
  }) => {
    const beside = await browserOf(browser, person);
    const name = unique("Large");
    const { id } = await makeProfile(beside, { name, parameters: { num_ctx: 16_384 } });
    await open(page, PATH);
    const dialog = await addBound(page, CONTEXT);
    await dialog.getByLabel("Task").selectOption({ label: "Primary" });
    await dialog.getByLabel("Maximum").fill("8,192");
    const broken = dialog.getByRole("listitem").filter({ hasText: name });
    await expect(broken).toContainText(`Primary · ${person.name}`);
    await expect(broken).toContainText("16,384, capped to 8,192");
    await expectSeen(dialog);
    expect(await bounds()).toEqual([]);
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Context length: at most 8,192 tokens, for Primary")).toBeVisible();
    await expect(rowOf(page, CONTEXT)).toContainText(/Primary.*at most 8,192 tokens.*just now/);
    await expect(button(page, "Add limit")).toBeVisible();
    expect(await bounds()).toMatchObject([{ path: CONTEXT, task: "primary", max: 8192 }]);
    expect((await saved(beside, id)).parameters.num_ctx).toBe(16_384);
    await beside.context().close();
  });

  test("holds what a user has in force at their next look, and what they would bring back or copy", async ({
    browser,
    person,
  }) => {
    const beside = await browserOf(browser, person);
    const large = await makeProfile(beside, { name: "Large", parameters: { num_ctx: 16_384 } });
    const once = await makeProfile(beside, { name: "Once", parameters: { num_ctx: 16_384 } });
    const patch = { data: { parameters: { num_ctx: 4096 } } };
    await expect(await beside.request.patch(`/api/models/profiles/${once.id}`, patch)).toBeOK();
    const config = { data: { model_profiles: { primary_profile_id: large.id } } };
    await expect(await beside.request.patch("/api/config", config)).toBeOK();
    await open(beside, "/assignments");
    await setBound({ path: CONTEXT, max: 8192 });

    await button(beside, "Effective values for Primary").click();
    const effective = dialogOf(beside);
    const value = effective.getByRole("definition").filter({ hasText: /^8,192 tokens/ });
    await expect(value).toContainText("capped by a limit");
    await expect(effective).toContainText("it is set to 16,384, so 8,192 is sent.");
    await beside.keyboard.press("Escape");

    await open(beside, `/profiles/${once.id}?tab=history`);
    await button(beside, "Restore revision 1…").click();
    await button(beside, "Restore revision 1").click();
    await expect(dialogOf(beside)).toContainText(/must be at most 8,192 .*limit set by/);
    await beside.keyboard.press("Escape");
    expect(await saved(beside, once.id)).toMatchObject({ revision: 2 });

    await open(beside, `/profiles/${large.id}`);
    await expect(field(beside, "Context length").row).toContainText(
      /Capped by a limit: 8,192 is sent\. .* allows at most 8,192 tokens here\./,
    );
    await button(beside, "Duplicate").click();
    await expect(
      beside.getByText(/Context length must be at most 8,192 .*limit set by/),
    ).toBeVisible();
    await beside.context().close();
  });

  test("that no profile breaks says so before it is set", async ({ page }) => {
    await open(page, PATH);
    const dialog = await addBound(page, "parameters.temperature");
    await dialog.getByLabel("Maximum").fill("2");
    await expectSeen(dialog);
    await expect(dialog.getByText("No profiles exceed this.")).toBeVisible();
    await button(dialog, "Set limit").click();
    await expect(rowOf(page, "parameters.temperature")).toContainText("at most 2");
  });

  test("is not set before a profile is seen that breaks it since a moment ago", async ({
    page,
    browser,
    person,
  }) => {
    const beside = await browserOf(browser, person);
    await open(page, PATH);
    const dialog = await addBound(page, CONTEXT);
    await dialog.getByLabel("Minimum").fill("600");
    await expectSeen(dialog);
    const name = unique("Small");
    await makeProfile(beside, { name, parameters: { num_ctx: 599 } });
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("listitem").filter({ hasText: name })).toContainText(
      "599, capped to 600",
    );
    await expect(dialog.getByRole("status")).toContainText(
      /^Not saved yet: .* Press Set limit again to save it\.$/,
    );
    expect(await bounds()).toEqual([]);
    await expect(button(dialog, "Set limit")).toBeEnabled();
    await page.keyboard.press("Enter");
    await expect(rowOf(page, CONTEXT)).toContainText("at least 600 tokens");
    await beside.context().close();
  });

  test("that is not legal is refused at its field, with nothing typed lost", async ({ page }) => {
    await open(page, PATH);
    await button(page, "Add limit").click();
    await button(dialogOf(page), "Set limit").click();
    await expect(dialogOf(page).getByText("Choose a field.")).toBeVisible();
    await expect(dialogOf(page).getByRole("combobox", { name: /^Field/ })).toBeFocused();
    await page.keyboard.press("Escape");

    const dialog = await addBound(page, "parameters.temperature");
    await button(dialog, "Set limit").click();
    await expect(dialog.getByText("Enter a minimum or a maximum.")).toBeVisible();
    await expect(dialog.getByLabel("Maximum")).toBeFocused();
    await dialog.getByLabel("Maximum").fill("3");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("Must be a number from 0 to 2; you entered 3")).toBeVisible();
    await dialog.getByLabel("Maximum").fill("1");
    await expect(dialog.getByText("Must be a number from 0 to 2; you entered 3")).toHaveCount(0);
    await dialog.getByLabel("Minimum").fill("1.5");
    await page.keyboard.press("Tab");
    await expect(
      dialog.getByText("Must be at most max, which is 1; you entered 1.5"),
    ).toBeVisible();
    await dialog.getByLabel("Minimum").fill("much");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText('Must be a number; you entered "much"')).toBeVisible();
    await expect(dialog.getByLabel("Minimum")).toHaveValue("much");
    expect(await bounds()).toEqual([]);
  });

  test("that contradicts another is refused at its field", async ({ page }) => {
    await setBound({ path: CONTEXT, max: 8192 });
    await open(page, PATH);
    const dialog = await addBound(page, CONTEXT);
    await dialog.getByLabel("Task").selectOption({ label: "Primary" });
    await dialog.getByLabel("Minimum").fill("9000");
    const fault = dialog.getByText(/Leaves no value between 9000 and 8192/);
    await expect(fault).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(dialog.getByLabel("Minimum")).toHaveAttribute("aria-invalid", "true");
    await expect(dialog.getByLabel("Minimum")).toBeFocused();
    await expect(button(dialog, "Set limit")).toBeEnabled();
    // Where no profile breaks the limit, one press is enough, however soon.
    await dialog.getByLabel("Minimum").fill("1");
    await page.keyboard.press("Enter");
    await expect(rowOf(page, "at least 1 token")).toContainText("Primary");
    expect(await bounds()).toHaveLength(2);
  });

  test("that takes another's place says so first; edited it does not, and keeps its field", async ({
    page,
  }) => {
    await setBound({ path: CONTEXT, max: 1_048_576 });
    await open(page, PATH);
    const adding = await addBound(page, CONTEXT);
    await adding.getByLabel("Maximum").fill("1048575");
    await expect(adding.getByRole("status")).toContainText(
      /This replaces the current limit .* at most 1,048,576 tokens, set by .*/,
    );
    await expectSeen(adding);
    await button(adding, "Replace limit").press("Enter");
    await expect(rowOf(page, CONTEXT)).toHaveCount(1);
    await expect(rowOf(page, CONTEXT)).toContainText("at most 1,048,575 tokens");

    await chooseFromMenu(page, "Context length, all tasks", "Edit…");
    const editing = page.getByRole("dialog", { name: "Edit the limit on Context length" });
    await expect(editing).toContainText(`${CONTEXT}, for all tasks`);
    await expect(editing.getByRole("combobox", { name: /^Field/ })).toHaveCount(0);
    await expect(editing.getByLabel("Maximum")).toHaveValue("1048575");
    await expectSeen(editing);
    await expect(editing.getByText(/It replaces/)).toHaveCount(0);
    await editing.getByLabel("Minimum").fill("1");
    await expectSeen(editing);
    await expect(button(editing, "Save limit")).toBeEnabled();
    await page.keyboard.press("Enter");
    await expect(rowOf(page, CONTEXT)).toContainText("from 1 to 1,048,575 tokens");
    await expect(editing).toBeHidden();
    await expect(button(page, "Actions for Context length, all tasks")).toBeFocused();
  });

  test("that another admin changed meanwhile is not overwritten unseen", async ({ page }) => {
    await setBound({ path: "parameters.temperature", max: 2 });
    await open(page, PATH);
    await chooseFromMenu(page, "Temperature, all tasks", "Edit…");
    const dialog = dialogOf(page);
    await expect(dialog.getByRole("status")).toContainText("No profiles exceed this.");
    await setBound({ path: "parameters.temperature", min: 0, max: 2 });
    await dialog.getByLabel("Maximum").press("Enter");
    await expect(
      dialog.getByText(/This replaces the current limit .* from 0 \(greedy\) to 2/),
    ).toBeVisible();
    expect(await bounds()).toMatchObject([{ min: 0, max: 2 }]);
    await expect(button(dialog, "Save limit")).toBeEnabled();
    await page.keyboard.press("Enter");
    await expect(rowOf(page, "parameters.temperature")).toContainText("at most 2");
  });

  for (const { path, set, words, value } of [
    {
      path: "parameters.think",
      set: (page: Page) => page.getByLabel("Fixed value").selectOption({ label: "low" }),
      words: "fixed to low",
      value: "low",
    },
    {
      path: "gpu_config.offload_kqv",
      set: (page: Page) => page.getByLabel("Fixed value").selectOption({ label: "no" }),
      words: "fixed to no",
      value: false,
    },
    {
      path: "parameters.stop",
      set: async (page: Page) => {
        await page.getByLabel("Fixed value").fill(" END");
        await page.keyboard.press("Enter");
      },
      words: 'fixed to " END"',
      value: [" END"],
    },
    {
      path: "gpu_config.tensor_split",
      set: (page: Page) => page.getByLabel("none").check(),
      words: "fixed to none",
      value: null,
    },
    {
      path: "parameters.seed",
      set: async (page: Page) => {
        await page.getByLabel("Limit type").selectOption({ label: "Fixed value" });
        await page.getByRole("spinbutton", { name: "Fixed value" }).fill("random");
      },
      words: "fixed to -1 (random)",
      value: -1,
    },
  ]) {
    test(`fixes ${path} by the control that its values take`, async ({ page }) => {
      await open(page, PATH);
      const dialog = await addBound(page, path);
      await set(page);
      await expectSeen(dialog);
      await expect(button(dialog, "Set limit")).toBeEnabled();
      await button(dialog, "Set limit").press("Enter");
      await expect(rowOf(page, path)).toContainText(words);
      expect(await bounds()).toMatchObject([{ path, fixed: value }]);
    });
  }

  test("is for a task that takes its field", async ({ page }) => {
    await open(page, PATH);
    const dialog = await addBound(page, "parameters.temperature");
    const task = dialog.getByLabel("Task", { exact: true });
    await expect(task.getByRole("option", { name: "Embedding" })).toHaveCount(0);
    await task.selectOption("Engineering");
    // What does not go with another field goes back to all.
    await chooseField(page, "image_settings.width");
    await expect(task).toHaveValue("");
    await expect(task.getByRole("option")).toHaveText(["All tasks", "Image Generation"]);
  });

  test("tells which special values lie within it", async ({ page }) => {
    await open(page, PATH);
    const dialog = await addBound(page, "parameters.num_predict");
    await dialog.getByLabel("Minimum").fill("16");
    await expect(
      dialog.getByText(/special meaning within this limit: .*-1 \(no limit\)/),
    ).toBeVisible();
    await dialog.getByLabel("Maximum").fill("4096");
    await expect(dialog.getByText(/special meaning within this limit/)).toHaveCount(0);
  });

  test("is removed after a question, and set again by undoing", async ({ page }) => {
    await setBound({ path: CONTEXT, min: 512, max: 1_000_000, task: "primary" });
    await open(page, PATH);
    await chooseFromMenu(page, "Context length, Primary", "Remove…");
    const question = page.getByRole("alertdialog");
    await expect(question).toContainText("from 512 to 1,000,000 tokens, for Primary");
    await button(question, "Cancel").press("Enter");
    await expect(question).toBeHidden();
    await expect(rowOf(page, CONTEXT)).toBeVisible();
    await chooseFromMenu(page, "Context length, Primary", "Remove…");
    await button(question, "Remove limit").press("Enter");
    await expect(page.getByText("No limits yet")).toBeVisible();
    await expect.poll(bounds).toEqual([]);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await button(page, "Undo").click();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    await expect(rowOf(page, CONTEXT)).toContainText("from 512 to 1,000,000 tokens");
    expect(await bounds()).toMatchObject([{ task: "primary", min: 512, max: 1_000_000 }]);
  });

  test("that was set meanwhile is not overwritten by undoing", async ({ page }) => {
    await setBound({ path: "parameters.temperature", max: 1.5 });
    await open(page, PATH);
    await chooseFromMenu(page, "Temperature, all tasks", "Remove…");
    await button(page, "Remove limit").press("Enter");
    await expect(page.getByText("Limit on Temperature removed")).toBeVisible();
    await setBound({ path: "parameters.temperature", max: 1.9 });
    await button(page, "Undo").click();
    await expect(page.getByText("Temperature already has another limit")).toBeVisible();
    await expect(rowOf(page, "parameters.temperature")).toContainText("at most 1.9");
  });
});

test("in a user's browser beside, the slider ends at a new bound, and nothing beyond is saved", async ({
  page,
  browser,
  person,
}) => {
  const beside = await browserOf(browser, person);
  const { id } = await makeProfile(beside, {
    name: unique("Beside"),
    parameters: { num_ctx: 4096 },
  });
  await open(beside, `/profiles/${id}`);
  const context = field(beside, "Context length");
  await context.slider.press("End");
  await expect(context.box).toHaveValue("40960");

  await open(page, PATH);
  const dialog = await addBound(page, CONTEXT);
  await dialog.getByLabel("Maximum").fill("8192");
  await expectSeen(dialog);
  await page.keyboard.press("Enter");
  await expect(rowOf(page, CONTEXT)).toContainText("at most 8,192 tokens");

  await comeBack(beside);
  await expect(context.row).toContainText("allows at most 8,192 tokens here.");
  await context.slider.press("Home");
  await context.slider.press("End");
  await expect(context.box).toHaveValue("8192");
  await context.box.fill("9000");
  await beside.keyboard.press("Control+s");
  await expect(context.row).toContainText(
    /must be at most 8,192 for all tasks \(limit set by .*\); you entered 9,000/,
  );

  // Not come back to since: the save itself is what tells of it.
  await context.box.fill("8000");
  await setBound({ path: CONTEXT, max: 6144 });
  await beside.keyboard.press("Control+s");
  await expect(context.row).toContainText(
    /must be at most 6,144 .*limit set by .*; you entered 8,000/,
  );
  // The error says it alone; without it, the limit is shown.
  await expect(context.row).not.toContainText("allows at most");
  await context.slider.press("Home");
  await expect(context.row).toContainText("allows at most 6,144 tokens here.");
  await context.slider.press("End");
  await expect(context.box).toHaveValue("6144");
  expect(await saved(beside, id)).toMatchObject({ revision: 1, parameters: { num_ctx: 4096 } });
  await beside.keyboard.press("Control+s");
  await expect(beside.getByText(/saved$/)).toBeVisible();
  await beside.context().close();
});

test.describe("the page is accessible", () => {
  test("without limits, narrow, and in its dialogs", async ({ page }) => {
    await open(page, PATH);
    await expectAccessibleInBothThemes(page);
    await setBound({ path: CONTEXT, max: 1_000_000 });
    await setBound({ path: "parameters.stop", fixed: ["\n\nUser:"], task: "primary" });
    await open(page, PATH);
    await page.setViewportSize({ width: 390, height: 844 });
    const card = page.getByRole("list", { name: "Limits" }).getByRole("listitem").first();
    await expect(card).toContainText("at most 1,000,000 tokens, for all tasks");
    await expectNoOverflow(page);
    const dialog = await addBound(page, CONTEXT);
    await dialog.getByLabel("Maximum").fill("8192");
    await expect(dialog.getByText("This replaces the current limit")).toBeVisible();
    await expectNoOverflow(page);
    await page.keyboard.press("Escape");
    const fixing = await addBound(page, "gpu_config.tensor_split");
    await expect(fixing.getByLabel("Fixed value")).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press("Escape");
    await chooseFromMenu(page, "Context length, all tasks", "Remove…");
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await expectAccessibleInBothThemes(page);
  });
});
