import { expect, makeProfile, open, test, untilReady } from "./browser";
import { bar, field, idIn, part, save, saved } from "./editor-page";

const CODER = "qwen3-coder-30b-a3b";

test("from a default to a profile of one's own, tuned and saved", async ({ page, user: _user }) => {
  await page.getByRole("button", { name: "Start from a default" }).click();
  await page.getByRole("button", { name: "Actions for Engineering (Default)" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  await untilReady(page);
  await page.getByLabel("Name", { exact: true }).fill("Careful coder");
  await field(page, "Temperature").box.fill("0.2");
  await expect(bar(page)).toContainText("2 changes not saved");
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
  await page.getByRole("link", { name: "New profile" }).click();
  await page.waitForURL("**/profiles/new");
  await untilReady(page);
  const temperature = field(page, "Temperature");
  await expect(temperature.row).toContainText("0.65");
  await expect(temperature.row.getByRole("link", { name: "“Primary (Default)”" })).toBeVisible();
  await expect(field(page, "Min P").row).toContainText("from the model");
  await expect(field(page, "Typical P").row).toContainText(
    "not set: the engine decides (Ollama 1, llama.cpp 1)",
  );
  await expect(page.getByText("Empty: the one of “Primary (Default)” is sent.")).toBeVisible();

  await temperature.set.click();
  await expect(temperature.box).toBeFocused();
  await expect(temperature.box).toHaveValue("0.65");
  await expect(temperature.row).toContainText("set here; else 0.65 from “Primary (Default)”");
  await page.getByLabel("Name", { exact: true }).fill("Mine");
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  const made = await saved(page, idIn(page));
  expect(made).toMatchObject({ name: "Mine", type: 1, parameters: { temperature: 0.65 } });
  // Back does not lead to a form that is done with.
  await page.goBack();
  await expect(page).toHaveURL(/\/profiles$/);
});

test("sliders move by arrows, pages and to their ends; boxes take what lies between", async ({
  page,
  user: _user,
}) => {
  const parameters = { temperature: 0.7, num_ctx: 8192, num_predict: 100, top_k: 40 };
  const { id } = await makeProfile(page, { name: "Tuned", parameters });
  await open(page, `/profiles/${id}`);
  const temperature = field(page, "Temperature");
  await temperature.slider.focus();
  for (const [key, value] of [
    ["ArrowRight", "0.71"],
    ["ArrowLeft", "0.7"],
    ["PageUp", "0.9"],
    ["PageDown", "0.7"],
    ["End", "2"],
    ["Home", "0"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(temperature.box).toHaveValue(value);
  }
  await expect(temperature.slider).toHaveAttribute("aria-valuetext", "greedy");
  await temperature.box.fill("0.655");
  await expect(temperature.slider).toHaveAttribute("aria-valuetext", "0.655");

  const context = field(page, "Context length");
  await context.slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(context.box).toHaveValue("9216");
  await page.keyboard.press("End");
  // The model's own maximum, not the registry's.
  await expect(context.box).toHaveValue("40960");
  await context.box.fill("10,007");
  await page.keyboard.press("ArrowUp");
  await expect(context.box).toHaveValue("10008");

  const predict = field(page, "Tokens to predict");
  await predict.slider.focus();
  await page.keyboard.press("Home");
  await expect(predict.slider).toHaveAttribute("aria-valuetext", "no limit");
  await expect(predict.row).toContainText("no limit");
  await field(page, "Top K").box.fill("OFF");
  await expect(field(page, "Top K").slider).toHaveAttribute("aria-valuetext", "off");
  await save(page, "Tuned");
  expect((await saved(page, id)).parameters).toEqual({
    temperature: 0.655,
    num_ctx: 10_008,
    num_predict: -1,
    top_k: 0,
  });
});

test("zero, -1, false and nothing are four things, through save and reload", async ({
  page,
  user: _user,
}) => {
  const parameters = { temperature: 0.7, top_p: 0.9 };
  const { id } = await makeProfile(page, { name: "Four", parameters });
  await open(page, `/profiles/${id}`);
  await field(page, "Temperature").box.fill("0");
  await field(page, "Top P").unset.click();
  await field(page, "Seed").set.click();
  await field(page, "Seed").row.getByRole("button", { name: "random" }).click();
  await field(page, "Thinking").row.getByRole("combobox").selectOption("off");
  await field(page, "Stop strings").set.click();
  await save(page, "Four");
  const set = { temperature: 0, seed: -1, think: false, stop: [] };
  expect((await saved(page, id)).parameters).toEqual(set);

  await page.reload();
  await untilReady(page);
  await expect(field(page, "Temperature").box).toHaveValue("0");
  await expect(field(page, "Seed").row).toContainText("random");
  await expect(field(page, "Thinking").row.getByRole("combobox")).toHaveValue("false");
  await expect(field(page, "Stop strings").unset).toBeVisible();
  await expect(field(page, "Top P").set).toBeVisible();
  await expect(bar(page).getByRole("status")).toHaveText("");

  // A box that is emptied says that nothing is to be set.
  await field(page, "Temperature").box.fill("");
  await page.keyboard.press("Tab");
  await expect(field(page, "Temperature").set).toBeVisible();
  await save(page, "Four");
  expect((await saved(page, id)).parameters).not.toHaveProperty("temperature");
});

test("a refused value is told at its field with what is legal, and nothing is lost", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Wrong", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  const temperature = field(page, "Temperature");
  await temperature.box.fill("3");
  await expect(temperature.row).not.toContainText("Must be");
  await page.keyboard.press("Tab");
  await expect(temperature.row).toContainText("Must be a number from 0 to 2; got 3");
  await expect(temperature.box).toHaveAttribute("aria-invalid", "true");

  // Also in a part that is closed again.
  await part(page, "Circuit breaker").click();
  await field(page, "Retries").set.click();
  await field(page, "Retries").box.fill("2.5");
  await part(page, "Circuit breaker").click();
  await page.keyboard.press("Control+s");
  await expect(temperature.box).toBeFocused();
  await expect(bar(page)).toContainText("2 changes not saved: 2 fields to correct");
  await temperature.box.fill("warm");
  await expect(temperature.row).toContainText('Must be a number from 0 to 2; got "warm"');
  await temperature.box.fill("1.5");
  await expect(temperature.row).not.toContainText("Must be");

  await page.keyboard.press("Control+s");
  const retries = field(page, "Retries");
  await expect(retries.box).toBeFocused();
  await expect(retries.box).toHaveValue("2.5");
  await expect(retries.row).toContainText("Must be a whole number from 0 to 10; got 2.5");
  expect((await saved(page, id)).revision).toBe(1);
  await retries.box.fill("0");
  await save(page, "Wrong");
  expect(await saved(page, id)).toMatchObject({
    parameters: { temperature: 1.5 },
    circuit_breaker: { max_retries: 0 },
  });
});

test("what the server alone knows is told at its field too", async ({ page, user: _user }) => {
  await makeProfile(page, { name: "Taken" });
  const { id } = await makeProfile(page, { name: "Free" });
  await open(page, `/profiles/${id}`);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("taken");
  await page.keyboard.press("Control+s");
  await expect(page.getByText("The owner has a profile of this name already")).toBeVisible();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("taken");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Free");
  await name.fill("");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Enter a name.")).toBeVisible();
});

test("stop strings keep spaces, newlines and emoji exactly", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Stops" });
  await open(page, `/profiles/${id}`);
  const stops = field(page, "Stop strings");
  await stops.set.click();
  const box = stops.row.getByRole("textbox");
  await expect(box).toBeFocused();
  await page.keyboard.type(String.raw`\n\nUser:`);
  await page.keyboard.press("Enter");
  await page.keyboard.type(" end 🦉 ");
  await page.keyboard.press("Enter");
  await page.keyboard.type("oops");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Backspace");
  await expect(box).toHaveValue("oops");
  await box.fill(String.raw`C:\\dir`);
  // What is typed and not yet entered is saved too.
  await page.keyboard.press("Control+s");
  await expect(page.getByText("“Stops” is saved")).toBeVisible();
  const expected = ["\n\nUser:", " end 🦉 ", String.raw`C:\dir`];
  expect((await saved(page, id)).parameters.stop).toEqual(expected);
  await page.reload();
  await untilReady(page);
  await stops.row.getByRole("button", { name: String.raw`Remove “\n\nUser:”` }).click();
  await save(page, "Stops");
  expect((await saved(page, id)).parameters.stop).toEqual(expected.slice(1));
});

test("the model's box searches, and says why a model cannot be chosen", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Boxed", parameters: { think: true } });
  await open(page, `/profiles/${id}`);
  await page.getByRole("combobox", { name: "Model: qwen3-30b-a3b-q4-k-m" }).click();
  await page.getByPlaceholder("Search name, family, size").fill("flux");
  const barred = page.getByRole("option", { name: /flux\.1-dev/ });
  await expect(barred).toHaveAttribute("aria-disabled", "true");
  await expect(barred).toContainText("Primary takes TextToText");
  await page.getByPlaceholder("Search name, family, size").fill("coder 30b");
  await expect(page.getByRole("option", { name: CODER })).toContainText(
    "TextToText · 30.5B · Q4_K_M · 262,144 tokens",
  );
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: `Model: ${CODER}` })).toBeFocused();

  // What the other model does not take is told, and can be put right.
  const thinking = field(page, "Thinking");
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(thinking.row).toContainText("which has no thinking");
  await expect(thinking.row.getByRole("combobox")).toBeFocused();
  await thinking.unset.click();
  await save(page, "Boxed");
  expect(await saved(page, id)).toMatchObject({ model_name: CODER, parameters: {} });
});

test("the base's box bars circles; what it gives is there at once", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Ground", parameters: { temperature: 0.11 } });
  await makeProfile(page, { name: "Above", base_profile_id: id });
  const other = await makeProfile(page, { name: "Other", parameters: { top_k: 7 } });
  await open(page, `/profiles/${id}`);
  const box = page.getByRole("combobox", { name: /^Based on/ });
  await box.click();
  const barred = page.getByRole("option", { name: /^Above/ });
  await expect(barred).toContainText("that would be a circle");
  await page.getByRole("option", { name: /^Other/ }).click();
  await expect(field(page, "Top K").row).toContainText("from “Other”");
  const inForce = page.getByRole("complementary", { name: "In force" });
  await expect(inForce.getByRole("definition").filter({ hasText: "from “Other”" })).toHaveText(
    /7 tokens/,
  );
  await save(page, "Ground");
  expect((await saved(page, id)).base_profile_id).toBe(other.id);
});

test("a task says what it does not take, and what is set for another one", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles/new?task=embedding");
  await expect(page.getByText("Tasks of embedding do not take it.").first()).toBeVisible();
  await expect(field(page, "Temperature").row).toHaveCount(0);
  await expect(field(page, "Context length").row).toBeVisible();
  await expect(part(page, "Image settings")).toHaveCount(0);

  const { id } = await makeProfile(page, { name: "Stray", parameters: { temperature: 0.5 } });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Task", { exact: true }).selectOption("Embedding");
  const temperature = field(page, "Temperature");
  await expect(temperature.row).toContainText("Tasks of embedding do not take it.");
  await expect(temperature.slider).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Warnings" })).toContainText(
    "parameters.temperature",
  );
  await temperature.unset.click();
  await expect(temperature.row).toHaveCount(0);
});

test("what is in force follows while one edits, by the API's own function", async ({
  page,
  user: _user,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await makeProfile(page, {
    name: "Live",
    base_profile_id: "00000000-0000-0000-0000-000000000001",
  });
  await open(page, `/profiles/${id}`);
  await field(page, "Top K").set.click();
  await page.keyboard.type("5");
  const inForce = page.getByRole("complementary", { name: "In force" });
  await expect(inForce.getByRole("definition").filter({ hasText: "5 tokens" })).toBeVisible();
  await inForce.getByRole("button", { name: "Copy as JSON" }).click();
  await expect(page.getByRole("button", { name: /^Copied/ })).toBeVisible();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject({
    effective: { parameters: { top_k: 5, temperature: 0.65 } },
    provenance: { "parameters.top_k": "profile", "parameters.min_p": "model" },
  });
  await save(page, "Live");
  await page.request.patch("/api/config", {
    data: { model_profiles: { primary_profile_id: id } },
  });
  const answer = await (await page.request.get("/api/resolve/primary")).json();
  expect(answer.effective).toEqual(copied.effective);
  expect(answer.provenance).toEqual(copied.provenance);
});

test("save as new leaves the profile as it was and opens the other", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "First", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  await field(page, "Temperature").box.fill("1.1");
  await page.getByRole("button", { name: "Save as new…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a new profile" });
  const name = dialog.getByLabel("Name");
  await expect(name).toHaveValue("First (copy)");
  await name.fill("First");
  await dialog.getByRole("button", { name: "Save as new" }).click();
  await expect(dialog).toContainText("has a profile of this name already");
  await name.fill("Second");
  await name.press("Enter");
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
  await expect(page.getByRole("combobox", { name: "Based on: No other profile" })).toBeVisible();
  await expect(field(page, "Top K").row).toContainText("from the model");

  const parameters = { temperature: 0.33 };
  const { id } = await makeProfile(page, { name: "Source", type: 18, parameters });
  await open(page, `/profiles/new?base=${id}`);
  await expect(page.getByRole("combobox", { name: "Based on: Source" })).toBeVisible();
  await expect(field(page, "Temperature").row).toContainText("from “Source”");
  await expect(page.getByLabel("Task", { exact: true })).toHaveValue("18");

  await open(page, `/profiles/new?from=${id}&task=analysis`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Source (copy)");
  await expect(field(page, "Temperature").box).toHaveValue("0.33");

  await open(page, "/profiles/new?model=gone&task=none");
  await expect(page.getByText("There is no model “gone” in the catalog.")).toBeVisible();
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
  await expect(field(page, "Width").row).toContainText("a multiple of 8; got 1001");
  await expect(field(page, "Width").box).toBeFocused();
});
