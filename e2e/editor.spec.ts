import { expect, makeProfile, open, reach, test, untilReady } from "./browser";
import { bar, field, idIn, part, save, saved } from "./editor-page";

const CODER = "qwen3-coder-30b-a3b";

test("from a default to a profile of one's own, tuned and saved", async ({ page, user: _user }) => {
  await open(page, "/profiles");
  await page.getByRole("button", { name: "Start from a default" }).click();
  await page.getByRole("button", { name: "Actions for Engineering (Default)" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  await untilReady(page);
  await page.getByLabel("Name", { exact: true }).fill("Careful coder");
  await field(page, "Temperature").box.fill("0.2");
  await expect(bar(page)).toContainText("2 unsaved changes");
  await save(page, "Careful coder");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Careful coder");
  expect(await saved(page, idIn(page))).toMatchObject({
    name: "Careful coder",
    revision: 2,
    parameters: { temperature: 0.2 },
  });
});

test("a new profile stands on its task's default and says where each value comes from", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles");
  await page.getByRole("link", { name: "New profile" }).click();
  await page.waitForURL("**/profiles/new");
  await untilReady(page);
  const temperature = field(page, "Temperature");
  await expect(temperature.row).toContainText("0.65");
  await expect(temperature.row.getByRole("link", { name: "Primary (Default)" })).toBeVisible();
  await expect(field(page, "Min P").row).toContainText("from the model");
  await expect(field(page, "Typical P").row).toContainText(
    "not set: the engine decides (Ollama and llama.cpp 1)",
  );
  await expect(page.getByText("Empty: uses the prompt from “Primary (Default)”.")).toBeVisible();

  await temperature.set.click();
  await expect(temperature.box).toBeFocused();
  await expect(temperature.box).toHaveValue("0.65");
  await expect(temperature.row).toContainText("Overrides 0.65 from Primary (Default)");
  await page.getByLabel("Name", { exact: true }).fill("Mine");
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  const made = await saved(page, idIn(page));
  expect(made).toMatchObject({ name: "Mine", type: 1, parameters: { temperature: 0.65 } });
  // Back does not lead to a form that is done with.
  await page.goBack();
  await expect(page).toHaveURL(/\/profiles$/);
});

test("what is saved stands in the page before any of its code runs", async ({
  page,
  user: _user,
}) => {
  const texts = {
    name: "Early bird",
    description: "There at once",
    system_prompt: "Be brief.\nBe kind.",
  };
  const { id } = await makeProfile(page, texts);
  const bare = await page.context().browser()?.newContext({ javaScriptEnabled: false });
  if (!bare) throw new Error("the tests have a browser");
  await bare.addCookies(await page.context().cookies());
  const early = await bare.newPage();
  await early.goto(`/profiles/${id}`);
  for (const [label, text] of [
    ["Name", texts.name],
    ["Description", texts.description],
    ["System prompt", texts.system_prompt],
  ] as const) {
    await expect(early.getByLabel(label, { exact: true })).toHaveValue(text);
  }
  await bare.close();
});

test("save as new leaves the profile as it was and opens the other", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "First", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  await field(page, "Temperature").box.fill("1.1");
  await reach(page, page.getByRole("button", { name: "Save as new…" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Save as a new profile" });
  const name = dialog.getByLabel("Name");
  await expect(name).toHaveValue("First (copy)");
  await expect(name).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("First");
  await reach(page, dialog.getByRole("button", { name: "Save as new" }));
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("You already have a profile with this name");
  await expect(name).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Second");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Second");
  expect(idIn(page)).not.toBe(id);
  expect(await saved(page, idIn(page))).toMatchObject({ parameters: { temperature: 1.1 } });
  expect(await saved(page, id)).toMatchObject({ revision: 1, parameters: { temperature: 0.7 } });
  // Its changes are in the other one: no draft of them is left.
  await open(page, `/profiles/${id}`);
  await expect(field(page, "Temperature").box).toHaveValue("0.7");
});

test("starting points: a model, a task, a base, a copy; what is not there is told", async ({
  page,
  user: _user,
}) => {
  await open(page, `/profiles/new?model=${CODER}`);
  await expect(page.getByRole("combobox", { name: `Model: ${CODER}` })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Based on: None" })).toBeVisible();
  await expect(field(page, "Top K").row).toContainText("from the model");

  const parameters = { temperature: 0.33 };
  const { id } = await makeProfile(page, { name: "Source", type: 18, parameters });
  await open(page, `/profiles/new?base=${id}`);
  await expect(page.getByRole("combobox", { name: "Based on: Source" })).toBeVisible();
  await expect(field(page, "Temperature").row).toContainText("from Source");
  await expect(page.getByLabel("Task", { exact: true })).toHaveValue("18");

  await open(page, `/profiles/new?from=${id}&task=analysis`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Source (copy)");
  await expect(field(page, "Temperature").box).toHaveValue("0.33");

  await open(page, "/profiles/new?model=gone&task=none");
  await expect(page.getByText("The model “gone” is not in the catalog.")).toBeVisible();
  await expect(page.getByText("There is no task “none”.")).toBeVisible();
});

test("another task brings its default and model where nobody chose them", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles/new");
  await page.getByLabel("Task", { exact: true }).selectOption("Image Generation");
  await expect(
    page.getByRole("combobox", { name: "Based on: Image Generation (Default)" }),
  ).toBeVisible();
  await expect(
    page.getByRole("combobox", { name: "Model: black-forest-labs-flux.1-dev" }),
  ).toBeVisible();
  await part(page, "Image settings").click();
  await field(page, "Width").set.click();
  await field(page, "Width").box.fill("1001");
  await page.getByLabel("Name", { exact: true }).fill("Painter");
  await page.keyboard.press("Control+s");
  await expect(field(page, "Width").row).toContainText("a multiple of 8; you entered 1,001");
  await expect(field(page, "Width").box).toBeFocused();
});

test("a new profile begins with its name, which is not asked for before it is saved", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles");
  await page.getByRole("link", { name: "New profile" }).first().click();
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Task", { exact: true })).toBeFocused();
  await expect(bar(page)).toContainText("Not saved yet");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await expect(name).toBeFocused();
});

test("what is in force is in sight beneath a long prompt", async ({ page, user: _user }) => {
  const system_prompt = Array.from({ length: 80 }, (_, line) => `Line ${line}`).join("\n");
  const { id } = await makeProfile(page, { name: "Wordy", system_prompt });
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, `/profiles/${id}`);
  const panel = page.getByRole("complementary", { name: "Effective values" });
  await expect(panel.getByText("Line 79")).toBeAttached();
  await expect(panel.getByRole("heading", { name: "Parameters" })).toBeInViewport();
});

test("what the server alone knows is told at its field too", async ({ page, user: _user }) => {
  await makeProfile(page, { name: "Taken" });
  const { id } = await makeProfile(page, { name: "Free" });
  await open(page, `/profiles/${id}`);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("taken");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("You already have a profile with this name")).toBeVisible();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("taken");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Free");
  await name.fill("");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Enter a name.")).toBeVisible();
});
