import { button, itemOf, said, test } from "./admin";
import {
  chatModel,
  makeEngine,
  type ModelServer,
  ollama,
  readEngine,
  serversOfTests,
} from "./api/model-server";
import { makeAdmin, ok } from "./api/world";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import { chooseFromMenu, expect, expectNoOverflow, open, unique } from "./browser";

const PATH = "/admin/engines";

const serve = serversOfTests();
let server: ModelServer;

test.beforeEach(async ({ admin }) => {
  expect(admin.email).toContain("@");
  server = await serve(ollama([chatModel("beside:1b")]));
});

/** An engine of the test's server whose models were read. */
const engineWith = async (name: string) =>
  readEngine(await makeEngine({ name, address: server.address }));

test("the title of a dialog and its Close button stay visible while its content scrolls", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 420 });
  await open(page, PATH);
  await button(page, "Add engine").click();
  const dialog = page.getByRole("dialog", { name: "Add an engine" });
  await dialog.getByText("Order and limits").click();
  await dialog.getByText("Order and limits").scrollIntoViewIfNeeded();
  await expect(dialog.getByText("A server that runs models.")).not.toBeInViewport();
  await expect(dialog.getByRole("heading", { name: "Add an engine" })).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole("button", { name: "Close" })).toBeInViewport({ ratio: 1 });
});

test.describe("an engine", () => {
  test("is added by the keyboard, read at once, edited, and removed with its models", async ({
    page,
  }) => {
    const provider = unique("box");
    await open(page, PATH);
    await button(page, "Add engine").press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill(provider);
    await dialog.getByLabel("URL", { exact: true }).fill("gpu-box:11434");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(/Must be an http or https URL/)).toBeVisible();
    await dialog.getByLabel("URL", { exact: true }).fill(`${server.address}/`);
    await dialog.getByLabel("Key", { exact: true }).fill("secret");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    const item = itemOf(page, provider);
    await expect(item).toContainText("1 model");
    await expect(item).toContainText(server.address);
    await expect(item).toContainText("Has a key");
    await expect(said(page, `${provider} read: 1 added`)).toBeVisible();

    await chooseFromMenu(page, provider, "Edit…");
    await expect(dialog.getByLabel("Key", { exact: true })).toHaveValue("");
    await dialog.getByLabel("Remove the key").check();
    const renamed = unique("renamed");
    await dialog.getByLabel("Name", { exact: true }).fill(renamed);
    await dialog.getByRole("button", { name: "Save" }).press("Enter");
    await expect(itemOf(page, renamed)).toContainText("1 model");
    await expect(itemOf(page, renamed)).not.toContainText("Has a key");

    await chooseFromMenu(page, renamed, "Remove…");
    await expect(page.getByRole("alertdialog")).toContainText("Removes 1 model from the catalog");
    await button(page, `Remove ${renamed}`).press("Enter");
    await expect(itemOf(page, renamed)).toHaveCount(0);
  });

  test("whose name another has is refused at the field, with nothing typed lost", async ({
    page,
  }) => {
    const provider = unique("taken");
    await engineWith(provider);
    await open(page, PATH);
    await button(page, "Add engine").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill(provider.toUpperCase());
    await dialog.getByLabel("URL", { exact: true }).fill("http://localhost:1");
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dialog.getByText(/Must be unique/)).toBeVisible();
    await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
    await expect(dialog.getByLabel("URL", { exact: true })).toHaveValue("http://localhost:1");
  });

  test("that is down keeps its models and says why; disabled it has none, and comes back", async ({
    page,
  }) => {
    const provider = unique("down");
    await engineWith(provider);
    await open(page, PATH);
    const item = itemOf(page, provider);
    server.answer((_request, response) => response.writeHead(500).end());
    await button(page, `Read again ${provider}`).click();
    await expect(said(page, `${provider} could not be read`)).toBeVisible();
    await expect(item).toContainText("Stale since");
    await expect(item).toContainText("/api/tags with status 500");
    await expect(item).toContainText("1 model");
    server.answer(ollama([chatModel("beside:1b")]));
    await chooseFromMenu(page, provider, "Disable");
    await expect(item).toContainText("0 models");
    await expect(button(page, `Read again ${provider}`)).toHaveCount(0);
    await chooseFromMenu(page, provider, "Enable");
    await expect(item).toContainText("1 model ");
    await expect(item).not.toContainText(/stale/i);
  });
});

test("an engine is tested: its version, models, context and what it accepts, or why it is down", async ({
  page,
}) => {
  const name = unique("tested");
  await engineWith(name);
  await open(page, PATH);
  const item = itemOf(page, name);
  await expect(item).toContainText("Not checked");
  await button(page, `Test ${name}`).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("0.12.6");
  await expect(dialog).toContainText("beside:1b");
  await expect(dialog).toContainText("loaded · context 4,096");
  await expect(dialog).toContainText("Temperature, Top P, Top K");
  await expectAccessibleInBothThemes(page);
  server.answer((_request, response) => response.writeHead(401).end());
  await dialog.getByRole("button", { name: "Test again" }).press("Enter");
  await expect(dialog).toContainText("refused the key with status 401");
  await page.keyboard.press("Escape");
  await expect(button(page, `Test ${name}`)).toBeFocused();
  await expect(item.getByText("Down", { exact: true })).toBeVisible();
  await expect(item).toContainText("refused the key");
});

test("engines are found on hosts that an admin names, and added with a press", async ({ page }) => {
  await open(page, PATH);
  await button(page, "Find engines…").first().press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Other hosts").fill(server.host);
  const found = dialog.getByRole("listitem").filter({ hasText: server.address });
  // Each port has a second, which a busy machine can exceed: a user would then try again.
  await expect(async () => {
    await dialog.getByLabel("Other hosts").press("Enter");
    await expect(found).toContainText("1 model · version 0.12.6", { timeout: 5000 });
  }).toPass();
  await expectAccessibleInBothThemes(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoOverflow(page);
  const name = String(await found.getAttribute("aria-label"));
  await found.getByRole("button", { name: `Add ${name}` }).press("Enter");
  await expect(found).toContainText("Added");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/admin\/engines$/);
  const item = itemOf(page, name);
  await expect(item.getByText("Up", { exact: true })).toBeVisible();
  await expect(item).toContainText("1 model");
});

test("priority, limit, flags and names for other models are kept, and faults are shown at their fields", async ({
  page,
}) => {
  const name = unique("limits");
  await engineWith(name);
  await open(page, PATH);
  await chooseFromMenu(page, name, "Edit…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Other models it serves").fill("some-model = x\n = y");
  await dialog.getByText("Order and limits").click();
  await dialog.getByLabel("Priority").fill("soon");
  await dialog.getByLabel("Requests at once").fill("0");
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(dialog.getByText(/Must have a line for each model/)).toBeVisible();
  await expect(dialog.getByText(/Must be a whole number from 0 to 1,000/)).toBeVisible();
  await expect(dialog.getByText(/Must be a whole number from 1 to 1,000/)).toBeVisible();
  await dialog.getByLabel("Other models it serves").fill("some-model = x");
  await dialog.getByLabel("Priority").fill("7");
  await dialog.getByLabel("Requests at once").fill("2");
  await dialog.getByLabel("Cannot stream").check();
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(dialog).toBeHidden();
  const item = itemOf(page, name);
  await expect(item).toContainText("Priority 7 · up to 2 requests at once · serves 1 named model");
  await chooseFromMenu(page, name, "Edit…");
  await expect(dialog.getByLabel("Other models it serves")).toHaveValue("some-model = x");
  await dialog.getByText("Order and limits").click();
  await expect(dialog.getByLabel("Cannot stream")).toBeChecked();
  await expect(dialog.getByLabel("Refuses stream_options")).not.toBeChecked();
});

test("a URL on another host needs the key again, which is said at its field", async ({ page }) => {
  const name = unique("moved");
  await makeEngine({ name, address: server.address, key: "secret" });
  await open(page, PATH);
  await chooseFromMenu(page, name, "Edit…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("URL", { exact: true }).fill("http://localhost:1");
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(dialog.getByText(/Must be sent again/)).toBeVisible();
  await expect(dialog.getByLabel("Key", { exact: true })).toBeFocused();
});

test("the audit log shows what a read changed, field by field, and which models were removed with an engine", async ({
  page,
}) => {
  const name = unique("changing");
  server.answer(ollama([chatModel(name)]));
  const engine = await engineWith(unique("box"));
  const told = chatModel(name);
  server.answer(ollama([{ ...told, tag: { ...told.tag, size: 7 } }, chatModel("beside:1b")]));
  const { session } = await makeAdmin();
  const at = `/api/admin/engines/${String(engine.id)}`;
  ok(await session.post(`${at}/read`));
  ok(await session.patch(at, { key: "one" }));
  ok(await session.patch(at, { key: "two", enabled: false }));
  await open(page, `/admin/audit?target=engine:${String(engine.id)}`);
  const events = page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem");
  const read = events.filter({ hasText: "Catalog updated" }).first();
  await read.getByRole("button").first().click();
  await expect(read.getByRole("term").filter({ hasText: `${name} · size` })).toBeVisible();
  await expect(read).toContainText(/from none\s*to 7/);
  await expect(read).toContainText("Addedbeside:1b");
  const disabled = events.first();
  await disabled.getByRole("button").first().click();
  await expect(disabled).toContainText("Key replacedyes");
  await expect(disabled).toContainText(new RegExp(`from beside:1b, ${name}\\s*to none`));
  await expectAccessible(page);
});
