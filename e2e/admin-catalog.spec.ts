import type { Page } from "@playwright/test";
import { browserOf, button, itemOf, said, test } from "./admin";
import { withCatalog } from "./api/catalog-file";
import {
  chatModel,
  makeEngine,
  type ModelServer,
  ollama,
  readEngine,
  serversOfTests,
} from "./api/model-server";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import { chooseFromMenu, expect, expectNoOverflow, makeProfile, open, unique } from "./browser";

const PATH = "/admin/catalog";

const serve = serversOfTests();
let server: ModelServer;

test.beforeEach(async ({ admin }) => {
  expect(admin.email).toContain("@");
  server = await serve(ollama([chatModel("beside:1b")]));
});

/** Chooses from a combobox by typing, with the keyboard alone. */
async function choose(page: Page, label: RegExp, words: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).press("Enter");
  await page.getByPlaceholder("Search name, family, size").fill(words);
  await expect(page.getByRole("option").first()).toContainText(words);
  await page.keyboard.press("Enter");
}

/** An engine of the test's server whose models were read. */
const engineWith = async (name: string) =>
  readEngine(await makeEngine({ name, address: server.address }));

test("the catalog's page is an admin's: for others there is nothing", async ({
  browser,
  person,
}) => {
  const page = await browserOf(browser, person);
  const answer = await page.goto(PATH);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "Admin" })).toHaveCount(0);
  await page.context().close();
});

test.describe("the file", () => {
  test("is shown with its path and models, and read again with a report", async ({ page }) => {
    await withCatalog(async ({ write, entries }) => {
      await open(page, PATH);
      const file = itemOf(page, "Catalog file");
      await expect(file).toContainText("models.json");
      await expect(file).toContainText(`${entries.length} models`);
      write([...entries, { ...entries[0], id: unique("extra") }, { size: 1 }]);
      await button(page, "Read again the catalog file").click();
      await expect(said(page, /Catalog file read/)).toBeVisible();
      await expect(file).toContainText(`${entries.length + 1} models`);
      // It may have been read by itself just before: then this report adds nothing.
      await file.getByText("Last read of the catalog file").click();
      await expect(file).toContainText(`Entry ${entries.length + 1}: `);
    });
  });

  test("that is changed, or broken, is so on the open page by itself", async ({ page }) => {
    await withCatalog(async ({ write, entries }) => {
      await page.clock.install();
      await open(page, PATH);
      const file = itemOf(page, "Catalog file");
      const extra = { ...entries[0], id: unique("extra") };
      // As often as the page asks; the server reads the file in its own time.
      const comesToShow = (text: string) =>
        expect(async () => {
          await page.clock.runFor(10_000);
          await expect(file).toContainText(text, { timeout: 500 });
        }).toPass();
      write([...entries, extra]);
      await comesToShow(`${entries.length + 1} models`);
      await file.getByText("Last read of the catalog file").click();
      await expect(file).toContainText(extra.id);
      write("{");
      await comesToShow("Stale since");
      await expect(file).toContainText("is not JSON");
      await expect(file).toContainText(`${entries.length + 1} models`);
      await expectAccessible(page);
    });
  });
});

test.describe("a user's browser beside", () => {
  test("sees on the next action that a model is gone, and that a profile was moved", async ({
    page,
    browser,
    person,
  }) => {
    const model = unique("leaving");
    server.answer(ollama([chatModel(model)]));
    const provider = unique("box");
    await engineWith(provider);
    const beside = await browserOf(browser, person);
    const fits = await makeProfile(beside, { name: unique("Fits"), model_name: model });
    const long = { name: unique("Long"), model_name: model, parameters: { num_ctx: 8000 } };
    const stays = await makeProfile(beside, long);
    const based = { name: unique("Based"), model_name: model, base_profile_id: stays.id };
    const inherits = await makeProfile(beside, based);
    await open(beside, `/models?q=${model}`);
    const link = beside.getByRole("link", { name: model }).filter({ visible: true }).first();
    await expect(link).toBeVisible();

    await open(page, "/admin/engines");
    await chooseFromMenu(page, provider, "Remove…");
    await button(page, `Remove ${provider}`).press("Enter");
    await expect(itemOf(page, provider)).toHaveCount(0);
    await open(page, PATH);
    const move = button(page, `Switch model… from ${model} to another`);
    await expect(move).toBeVisible();

    await link.click();
    await expect(beside.getByText(`The model “${model}” is not in the catalog`)).toBeVisible();
    await expect(beside.getByRole("link", { name: model, exact: true })).toHaveCount(0);

    await move.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(`Switch the model ${model}`);
    await choose(page, /To model/, "mistralai-mixtral");
    await expect(dialog).toContainText("3 profiles can switch");
    await choose(page, /To model/, "llama-chat-summary");
    await expect(dialog).toContainText("can switch");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    const think = { parameters: { think: true } };
    await expect(
      await beside.request.patch(`/api/models/profiles/${stays.id}`, { data: think }),
    ).toBeOK();
    await move.press("Enter");
    await choose(page, /To model/, "qwen3-coder");
    await expect(dialog).toContainText("2 profiles can switch");
    await expect(dialog).toContainText(fits.name);
    await expect(dialog).toContainText(
      "One of them inherits a value that the model does not support",
    );
    await expect(dialog.getByRole("listitem").filter({ hasText: inherits.name })).toContainText(
      "Thinking must be false, none or not set",
    );
    await expect(dialog).toContainText("1 profile incompatible and skipped");
    await expect(dialog).toContainText("Thinking must be false, none or not set");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Switch 2 profiles" }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(said(page, /2 profiles switched to qwen3-coder-30b-a3b; 1 skipped/)).toBeVisible();

    await open(beside, "/profiles");
    const row = beside.getByRole("row").filter({ hasText: fits.name });
    await expect(row).toContainText("qwen3-coder-30b-a3b");
    await expect(await beside.request.delete(`/api/models/profiles/${stays.id}`)).toBeOK();
    await beside.context().close();
  });
});

test.describe("moving profiles", () => {
  test("is accessible in both themes and fits", async ({ page }) => {
    await open(page, PATH);
    await page.setViewportSize({ width: 390, height: 844 });
    await button(page, "Switch model…").click();
    await choose(page, /From model/, "qwen3-coder");
    await choose(page, /To model/, "qwen3-30b");
    await expect(page.getByRole("dialog").getByText(/can switch/)).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await expectNoOverflow(page);
  });
});
