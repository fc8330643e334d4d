import type { Page } from "@playwright/test";
import { browserOf, test } from "./admin";
import { withCatalog } from "./api/catalog-file";
import type { Json } from "./api/client";
import {
  makeSource,
  type ModelServer,
  ollama,
  removeSources,
  startServer,
} from "./api/model-server";
import { makeAdmin, ok } from "./api/world";
import {
  chooseFromMenu,
  expect,
  expectAccessible,
  expectAccessibleInBothThemes,
  expectNoOverflow,
  makeProfile,
  open,
  unique,
} from "./browser";

const PATH = "/admin/catalog";

function modelNamed(name: string) {
  const show = { model_info: { "x.context_length": 8192 }, capabilities: ["completion"] };
  return { tag: { name, model: name, details: { family: "x" } }, show };
}

let server: ModelServer;

test.beforeEach(async ({ admin }) => {
  expect(admin.email).toContain("@");
  server = await startServer(ollama([modelNamed("beside:1b")]));
});

test.afterEach(async () => {
  await removeSources();
  await server.close();
});

const itemOf = (page: Page, name: string) => page.getByRole("listitem", { name, exact: true });
const said = (page: Page, words: string | RegExp) => page.getByText(words).first();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Chooses from a combobox by typing, with the keyboard alone. */
async function choose(page: Page, label: RegExp, words: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).press("Enter");
  await page.getByPlaceholder("Search name, family, size").fill(words);
  await expect(page.getByRole("option").first()).toContainText(words);
  await page.keyboard.press("Enter");
}

/** A source that has been read, of the test's server. */
async function readSource(provider: string): Promise<Json> {
  const source = await makeSource({ provider, address: server.address });
  const { session } = await makeAdmin();
  return ok(await session.post(`/api/admin/catalog/sources/${String(source.id)}/read`)).body;
}

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
      await open(page, PATH);
      const file = itemOf(page, "Catalog file");
      const extra = { ...entries[0], id: unique("extra") };
      write([...entries, extra]);
      await expect(file).toContainText(`${entries.length + 1} models`);
      await file.getByText("Last read of the catalog file").click();
      await expect(file).toContainText(extra.id);
      write("{");
      await expect(file).toContainText("Stale since");
      await expect(file).toContainText("is not JSON");
      await expect(file).toContainText(`${entries.length + 1} models`);
      await expectAccessible(page);
    });
  });
});

test.describe("a source", () => {
  test("is added by the keyboard, read at once, edited, and removed with its models", async ({
    page,
  }) => {
    const provider = unique("box");
    await open(page, PATH);
    await button(page, "Add source").press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Provider name").fill(provider);
    await dialog.getByLabel("URL").fill("gpu-box:11434");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(/Must be an http or https URL/)).toBeVisible();
    await dialog.getByLabel("URL").fill(`${server.address}/`);
    await dialog.getByLabel("Token").fill("secret");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    const item = itemOf(page, provider);
    await expect(item).toContainText("1 model");
    await expect(item).toContainText(server.address);
    await expect(item).toContainText("has a token");
    await expect(said(page, `${provider} read: 1 added`)).toBeVisible();

    await chooseFromMenu(page, provider, "Edit…");
    await expect(dialog.getByLabel("Token", { exact: true })).toHaveValue("");
    await dialog.getByLabel("Remove the token").check();
    const renamed = unique("renamed");
    await dialog.getByLabel("Provider name").fill(renamed);
    await dialog.getByRole("button", { name: "Save and read" }).press("Enter");
    await expect(itemOf(page, renamed)).toContainText("1 model");
    await expect(itemOf(page, renamed)).not.toContainText("has a token");

    await chooseFromMenu(page, renamed, "Remove…");
    await expect(page.getByRole("alertdialog")).toContainText("Removes 1 model from the catalog");
    await button(page, `Remove ${renamed}`).press("Enter");
    await expect(itemOf(page, renamed)).toHaveCount(0);
  });

  test("whose name another has is refused at the field, with nothing typed lost", async ({
    page,
  }) => {
    const provider = unique("taken");
    await readSource(provider);
    await open(page, PATH);
    await button(page, "Add source").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Provider name").fill(provider.toUpperCase());
    await dialog.getByLabel("URL").fill("http://localhost:1");
    await dialog.getByRole("button", { name: "Add and read" }).click();
    await expect(dialog.getByText(/Must be a name of its own/)).toBeVisible();
    await expect(dialog.getByLabel("Provider name")).toBeFocused();
    await expect(dialog.getByLabel("URL")).toHaveValue("http://localhost:1");
  });

  test("that is down keeps its models and says why; disabled it has none, and comes back", async ({
    page,
  }) => {
    const provider = unique("down");
    await readSource(provider);
    await open(page, PATH);
    const item = itemOf(page, provider);
    server.answer((_request, response) => response.writeHead(500).end());
    await button(page, `Read again ${provider}`).click();
    await expect(said(page, `${provider} could not be read`)).toBeVisible();
    await expect(item).toContainText("Stale since");
    await expect(item).toContainText("/api/tags with status 500");
    await expect(item).toContainText("1 model");
    server.answer(ollama([modelNamed("beside:1b")]));
    await chooseFromMenu(page, provider, "Disable");
    await expect(item).toContainText("0 models");
    await expect(button(page, `Read again ${provider}`)).toHaveCount(0);
    await chooseFromMenu(page, provider, "Enable");
    await expect(item).toContainText("1 model ");
    await expect(item).not.toContainText(/stale/i);
  });
});

test("what a read changed stands in the audit, field by field, and what left with a source", async ({
  page,
}) => {
  const name = unique("changing");
  server.answer(ollama([modelNamed(name)]));
  const source = await readSource(unique("box"));
  const told = modelNamed(name);
  server.answer(ollama([{ ...told, tag: { ...told.tag, size: 7 } }, modelNamed("beside:1b")]));
  const { session } = await makeAdmin();
  const at = `/api/admin/catalog/sources/${String(source.id)}`;
  ok(await session.post(`${at}/read`));
  ok(await session.patch(at, { token: "one" }));
  ok(await session.patch(at, { token: "two", enabled: false }));
  await open(page, `/admin/audit?target=source:${String(source.id)}`);
  const events = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem");
  const read = events.filter({ hasText: "Catalog updated" }).first();
  await read.getByRole("button").first().click();
  await expect(read.getByRole("term").filter({ hasText: `${name} · size` })).toBeVisible();
  await expect(read).toContainText(/from none\s*to 7/);
  await expect(read).toContainText("Addedbeside:1b");
  const disabled = events.first();
  await disabled.getByRole("button").first().click();
  await expect(disabled).toContainText("Token replacedyes");
  await expect(disabled).toContainText(new RegExp(`from beside:1b, ${name}\\s*to none`));
  await expectAccessible(page);
});

test.describe("a user's browser beside", () => {
  test("sees on the next action that a model is gone, and that a profile was moved", async ({
    page,
    browser,
    person,
  }) => {
    const model = unique("leaving");
    server.answer(ollama([modelNamed(model)]));
    const provider = unique("box");
    await readSource(provider);
    const beside = await browserOf(browser, person);
    const fits = await makeProfile(beside, { name: unique("Fits"), model_name: model });
    const long = { name: unique("Long"), model_name: model, parameters: { num_ctx: 8000 } };
    const stays = await makeProfile(beside, long);
    const based = { name: unique("Based"), model_name: model, base_profile_id: stays.id };
    const inherits = await makeProfile(beside, based);
    await open(beside, `/models?q=${model}`);
    const link = beside.getByRole("link", { name: model }).filter({ visible: true }).first();
    await expect(link).toBeVisible();

    await open(page, PATH);
    await chooseFromMenu(page, provider, "Remove…");
    await button(page, `Remove ${provider}`).press("Enter");
    const move = button(page, `Move to… another model, from ${model}`);
    await expect(move).toBeVisible();

    await link.click();
    await expect(beside.getByText(`The model “${model}” is not in the catalog`)).toBeVisible();
    await expect(beside.getByRole("link", { name: model, exact: true })).toHaveCount(0);

    await move.press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(`Move the profiles of ${model}`);
    await choose(page, /To model/, "mistralai-mixtral");
    await expect(dialog).toContainText("3 profiles can move");
    await choose(page, /To model/, "llama-chat-summary");
    await expect(dialog).toContainText("can move");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    const think = { parameters: { think: true } };
    await expect(
      await beside.request.patch(`/api/models/profiles/${stays.id}`, { data: think }),
    ).toBeOK();
    await move.press("Enter");
    await choose(page, /To model/, "qwen3-coder");
    await expect(dialog).toContainText("2 profiles can move");
    await expect(dialog).toContainText(fits.name);
    await expect(dialog).toContainText(
      "One of them inherits a value that the model does not support",
    );
    await expect(dialog.getByRole("listitem").filter({ hasText: inherits.name })).toContainText(
      "Thinking must be false or not set",
    );
    await expect(dialog).toContainText("1 profile incompatible and skipped");
    await expect(dialog).toContainText("Thinking must be false or not set");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Move 2 profiles" }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(said(page, /2 profiles moved to qwen3-coder-30b-a3b; 1 skipped/)).toBeVisible();

    await open(beside, "/profiles");
    const row = beside.getByRole("row").filter({ hasText: fits.name });
    await expect(row).toContainText("qwen3-coder-30b-a3b");
    await expect(await beside.request.delete(`/api/models/profiles/${stays.id}`)).toBeOK();
    await beside.context().close();
  });
});

test.describe("the page is accessible", () => {
  test("wide and narrow, in both themes, with its dialogs", async ({ page }) => {
    await readSource(unique("looks"));
    await open(page, PATH);
    await expectAccessibleInBothThemes(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(page);
    await expectAccessibleInBothThemes(page);
    await button(page, "Add source").click();
    await expect(page.getByRole("dialog").getByLabel("URL")).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await expectNoOverflow(page);
    await page.keyboard.press("Escape");
    await button(page, "Move profiles…").click();
    await choose(page, /From model/, "qwen3-coder");
    await choose(page, /To model/, "qwen3-30b");
    await expect(page.getByRole("dialog").getByText(/can move/)).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await expectNoOverflow(page);
  });
});
