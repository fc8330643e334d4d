import {
  ADMIN,
  ensureAdmin,
  expect,
  makeProfile,
  open,
  reload,
  signInQuickly,
  test,
  unique,
} from "./browser";
import { bar, field, part, save, saved } from "./editor-page";

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

  await reload(page);
  await expect(field(page, "Temperature").box).toHaveValue("0");
  const random = field(page, "Seed").row.getByRole("button", { name: "random" });
  await expect(random).toHaveAttribute("aria-pressed", "true");
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
  await expect(temperature.row).not.toContainText("must be");
  await page.keyboard.press("Tab");
  await expect(temperature.row).toContainText("must be a number from 0 to 2; you entered 3");
  await expect(temperature.box).toHaveAttribute("aria-invalid", "true");

  // Also in a part that is closed again.
  await part(page, "Circuit breaker").click();
  await field(page, "Retries").set.click();
  await field(page, "Retries").box.fill("2.5");
  await part(page, "Circuit breaker").click();
  await page.keyboard.press("Control+s");
  await expect(temperature.box).toBeFocused();
  await expect(bar(page)).toContainText("2 unsaved changes: 2 fields to correct");
  await temperature.box.fill("warm");
  await expect(temperature.row).toContainText('must be a number from 0 to 2; you entered "warm"');
  await temperature.box.fill("1.5");
  await expect(temperature.row).not.toContainText("must be");

  await page.keyboard.press("Control+s");
  const retries = field(page, "Retries");
  await expect(retries.box).toBeFocused();
  await expect(retries.box).toHaveValue("2.5");
  await expect(retries.row).toContainText("must be a whole number from 0 to 10; you entered 2.5");
  expect((await saved(page, id)).revision).toBe(1);
  await retries.box.fill("0");
  await save(page, "Wrong");
  expect(await saved(page, id)).toMatchObject({
    parameters: { temperature: 1.5 },
    circuit_breaker: { max_retries: 0 },
  });
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
  await expect(page.getByText("“Stops” saved")).toBeVisible();
  const expected = ["\n\nUser:", " end 🦉 ", String.raw`C:\dir`];
  expect((await saved(page, id)).parameters.stop).toEqual(expected);
  await reload(page);
  await stops.row.getByRole("button", { name: String.raw`Remove “\n\nUser:”` }).click();
  await save(page, "Stops");
  expect((await saved(page, id)).parameters.stop).toEqual(expected.slice(1));
});

test("bounds that an admin set end the sliders, and are told where they hold", async ({
  page,
  request,
}) => {
  await ensureAdmin(request);
  await signInQuickly(page, ADMIN);
  const put = async (bound: object): Promise<string> => {
    const data = { ...bound, task: "self_critique" };
    const answer = await page.request.put("/api/admin/bounds", { data });
    expect(answer.status()).toBe(200);
    return (await answer.json()).id;
  };
  const ids = [
    await put({ path: "parameters.temperature", max: 0.5 }),
    await put({ path: "parameters.top_k", fixed: 7 }),
  ];
  try {
    await open(page, "/profiles/new?task=self_critique");
    const temperature = field(page, "Temperature");
    await expect(temperature.row).toContainText("allows at most 0.5 here.");
    await temperature.set.click();
    await temperature.slider.press("End");
    await expect(temperature.box).toHaveValue("0.5");
    await temperature.box.fill("0.9");
    await page.keyboard.press("Tab");
    await expect(temperature.row).toContainText(
      /must be at most 0\.5 for .* \(limit set by \w.* Admin\); you entered 0\.9/,
    );
    await expect(field(page, "Top K").row).toContainText("fixed it to 7 tokens.");
    await expect(field(page, "Top K").set).toHaveCount(0);
  } finally {
    // One server serves all tests.
    for (const id of ids) await page.request.delete(`/api/admin/bounds/${id}`);
  }
});

test("unsetting what a bound has fixed leaves the focus at its row", async ({ page, request }) => {
  await ensureAdmin(request);
  await signInQuickly(page, ADMIN);
  const parameters = { top_k: 5 };
  const { id } = await makeProfile(page, { name: unique("Fixed"), type: 6, parameters });
  const data = { path: "parameters.top_k", fixed: 7, task: "self_critique" };
  const bound = await (await page.request.put("/api/admin/bounds", { data })).json();
  try {
    await open(page, `/profiles/${id}`);
    const { row, unset } = field(page, "Top K");
    await expect(row).toContainText("Capped by a limit: 7 is sent.");
    await expect(row).toContainText("fixed it to 7 tokens.");
    await unset.press("Enter");
    await expect(unset).toHaveCount(0);
    await expect(row).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(field(page, "Min P").slider).toBeFocused();
  } finally {
    // One server serves all tests.
    await page.request.delete(`/api/admin/bounds/${bound.id}`);
    await page.request.delete(`/api/models/profiles/${id}`);
  }
});

test("a number that is not set rests at its inherited value; moving it overrides, reset returns", async ({
  page,
  user: _user,
}) => {
  const base_profile_id = "00000000-0000-0000-0000-000000000001";
  const { id } = await makeProfile(page, { name: "Resting", base_profile_id });
  await open(page, `/profiles/${id}`);
  const { row, slider, box, unset } = field(page, "Temperature");
  await expect(slider).toHaveAttribute("aria-valuetext", "0.65, inherited");
  await expect(box).toHaveValue("");
  await expect(box).toHaveAttribute("placeholder", "0.65");
  await expect(row).toContainText("0.65, from Primary (Default)");
  await expect(field(page, "Typical P").slider).toHaveAttribute("aria-valuetext", "not set");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(box).toHaveValue("0.66");
  await expect(row).toContainText("Overrides 0.65 from Primary (Default)");
  await unset.click();
  await expect(slider).toHaveAttribute("aria-valuetext", "0.65, inherited");
  await expect(bar(page).getByRole("status")).toHaveText("");
  // Passing through a box changes nothing.
  await box.focus();
  await page.keyboard.press("Tab");
  await expect(bar(page).getByRole("status")).toHaveText("");
  await box.fill("0.7");
  await save(page, "Resting");
  expect((await saved(page, id)).parameters).toEqual({ temperature: 0.7 });
});

test("image tasks start with image settings; what a task does not use can be shown", async ({
  page,
  user: _user,
}) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  await open(page, "/profiles/new?task=image_generation");
  const form = page.getByRole("form", { name: "Profile" });
  const headings = form.getByRole("heading", { level: 2 });
  await expect(headings).toHaveText([
    "Identity",
    "System prompt",
    "Image settings",
    "Parameters",
    "Advanced",
  ]);
  await expect(field(page, "Width").slider).toBeVisible();
  await expect(field(page, "Temperature").row).toHaveCount(0);
  await page.getByRole("button", { name: "Show unused parameters" }).click();
  await expect(field(page, "Repeat penalty").row).toContainText("Not used for images.");
  await expect(field(page, "Repeat penalty").set).toHaveCount(0);

  // A list beside the form leads to every section, opens what is closed and shows where one is.
  const sections = page.getByRole("navigation", { name: "Sections" });
  await sections.getByRole("link", { name: "GPU" }).click();
  await expect(field(page, "Main GPU").row).toBeVisible();
  await expect(part(page, "GPU")).toBeInViewport();
  await sections.getByRole("link", { name: "Image settings" }).click();
  await expect(sections.getByRole("link", { name: "Image settings" })).toHaveAttribute(
    "aria-current",
    "location",
  );
});

test("a prompt longer than the context is reported while it is typed", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Long", parameters: { num_ctx: 100 } });
  await open(page, `/profiles/${id}`);
  const prompt = page.getByLabel("System prompt", { exact: true });
  await prompt.fill("word ".repeat(100));
  await expect(prompt).toHaveAccessibleDescription(/Longer than the context length of 100 tokens/);
  await field(page, "Context length").box.fill("200");
  await expect(page.getByText(/Longer than the context length/)).toHaveCount(0);
});
