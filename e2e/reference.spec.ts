import type { Locator, Page } from "@playwright/test";
import { expectAllAccessible, expectAccessibleInBothThemes } from "./accessible";
import {
  ensureAdmin,
  expect,
  expectNoOverflow,
  makeProfile,
  open,
  reach,
  reload,
  test,
  unique,
} from "./browser";

const callOf = (page: Page, name: string): Locator =>
  page.getByRole("article", { name, exact: true });
const HEALTH = "Whether reads and writes work; 503 if the database is unavailable";
const RESOLVE = "Resolve one task: its active profile with the effective values";
const CREATE = "Create a profile";

/** Opens the form of a call. */
async function tryOut(page: Page, name: string): Promise<Locator> {
  const call = callOf(page, name);
  await call.getByRole("button", { name: /^Try it with your session/ }).click();
  await expect(call.getByRole("button", { name: /^Send / })).toBeVisible();
  return call;
}

const exampleOf = (call: Locator) => call.locator("[data-example]").first().getByRole("region");

test("starts with resolve and the gateway", async ({ page, request }) => {
  await ensureAdmin(request);
  await open(page, "/docs/api");
  const headings = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(headings.nth(0)).toHaveText("Resolve");
  await expect(headings.nth(1)).toHaveText("Gateway");
});

test("one choice of language applies to every example, and is remembered", async ({
  page,
  request,
}) => {
  await ensureAdmin(request);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/docs/api");
  const resolve = callOf(page, RESOLVE);
  const create = callOf(page, CREATE);
  await expect(exampleOf(resolve)).toContainText("curl");
  await resolve.getByRole("button", { name: "Python" }).click();
  for (const call of [resolve, create]) {
    await expect(exampleOf(call)).toContainText("import requests");
    const pressed = call.getByRole("button", { pressed: true });
    await expect(pressed).toHaveText("Python");
  }
  await resolve.getByRole("button", { name: /^Copy/ }).first().click();
  await expect(page.getByRole("main").getByRole("status")).toHaveText("Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await exampleOf(resolve).locator("code").textContent());
  await reload(page);
  await expect(exampleOf(create)).toContainText("import requests");
  await create.getByRole("button", { name: "TypeScript" }).click();
  await expect(exampleOf(resolve)).toContainText("await fetch");
  await create.getByRole("button", { name: "curl" }).click();
  await expect(exampleOf(create)).toContainText("curl -X POST");
});

test("signed-out readers see the examples, and a link to sign in that leads back", async ({
  page,
  request,
}) => {
  await ensureAdmin(request);
  await open(page, "/docs/api");
  const resolve = callOf(page, RESOLVE);
  await expect(page.getByRole("button", { name: /^Try it/ })).toHaveCount(0);
  const link = resolve.getByRole("link", { name: /^Sign in to try it/ });
  await expect(link).toHaveAttribute("href", "/login?next=%2Fdocs%2Fapi%23get_api_resolve_task");
});

test("is readable without scripts, with nothing that does nothing", async ({
  browser,
  baseURL,
  request,
}) => {
  await ensureAdmin(request);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto("/docs/api");
  const resolve = callOf(page, RESOLVE);
  await expect(exampleOf(resolve)).toContainText(`curl "${baseURL}/api/resolve/primary"`);
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await context.close();
});

test("a call that reads runs at once with the session, and shows what came back", async ({
  page,
  user,
}) => {
  await open(page, "/docs/api");
  const me = await tryOut(page, "The account and key of the caller");
  await me.getByRole("button", { name: "Send GET" }).click();
  await expect(me.getByText("200 OK")).toBeVisible();
  await expect(me.getByText("application/json")).toBeVisible();
  await expect(me.getByRole("region", { name: "Response of GET /api/me" })).toContainText(
    `"email": "${user.email}"`,
  );
  await expectAccessibleInBothThemes(page);
  await expectAllAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(page);
});

test("parameters are filled in from the example, checked, and a refusal is shown as it is", async ({
  page,
  user: _user,
  complaints,
}) => {
  await open(page, "/docs/api");
  const resolve = await tryOut(page, RESOLVE);
  const task = resolve.getByLabel("task", { exact: true });
  await expect(task).toHaveValue("primary");
  await task.fill("");
  await resolve.getByRole("button", { name: "Send GET" }).click();
  await expect(task).toBeFocused();
  await expect(task).toHaveAccessibleDescription("Enter task.");
  await task.fill("nothing");
  await page.keyboard.press("Enter");
  await expect(resolve.getByText(/^404/)).toBeVisible();
  await expect(resolve.getByRole("region", { name: /^Response of/ })).toContainText(
    '"code": "task_not_found"',
  );
  await task.fill("engineering");
  await page.keyboard.press("Enter");
  await expect(resolve.getByText("200 OK")).toBeVisible();
  await expect(resolve.getByText("etag", { exact: true })).toBeVisible();
  // The browser's console names the 404.
  complaints.length = 0;
});

test("a call that writes asks once, by keyboard alone, and changes nothing if it is cancelled", async ({
  page,
  user: _user,
}) => {
  const profile = await makeProfile(page, { name: unique("Tried") });
  await open(page, "/docs/api");
  const call = callOf(page, "Delete a profile");
  // Where the link in the list of calls leads.
  await call.getByRole("link", { name: "Delete a profile" }).focus();
  await reach(page, call.getByRole("button", { name: /^Try it/ }));
  await page.keyboard.press("Enter");
  await reach(page, call.getByLabel("id", { exact: true }));
  await page.keyboard.insertText(profile.id);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("can change its data");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  const status = async () =>
    (await page.request.get(`/api/models/profiles/${profile.id}`)).status();
  expect(await status()).toBe(200);
  await call.getByLabel("id", { exact: true }).press("Enter");
  await dialog.getByRole("button", { name: "Send request" }).press("Enter");
  await expect(call.getByText("200 OK")).toBeVisible();
  expect(await status()).toBe(404);
});

test("a body is JSON before it is sent, and what is sent is what was typed", async ({
  page,
  user: _user,
}) => {
  await open(page, "/docs/api");
  const create = await tryOut(page, CREATE);
  const body = create.getByLabel("Body");
  await body.fill("{ name: }");
  await create.getByRole("button", { name: "Send POST" }).click();
  await expect(body).toHaveAccessibleDescription(/^Must be JSON: /);
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  const name = unique("From the reference");
  await body.fill(JSON.stringify({ name, type: 1, model_name: "qwen3-30b-a3b-q4-k-m" }));
  await create.getByRole("button", { name: "Send POST" }).click();
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(create.getByText("201 Created")).toBeVisible();
  await expect(create.getByText("location", { exact: true })).toBeVisible();
  await expect(create.getByRole("region", { name: /^Response of/ })).toContainText(name);
});

test("a failed call says so and keeps the form; closing the form gives it up", async ({
  page,
  user: _user,
  complaints,
}) => {
  await open(page, "/docs/api");
  const call = await tryOut(page, HEALTH);
  await page.route("**/api/health", (route) => route.abort());
  await call.getByRole("button", { name: "Send GET" }).click();
  await expect(call.getByRole("alert")).toBeVisible();
  await page.unroute("**/api/health");
  await call.getByRole("button", { name: "Send GET" }).click();
  await expect(call.getByText("200 OK")).toBeVisible();
  await expect(call.getByRole("alert")).toBeHidden();
  const toggle = call.getByRole("button", { name: /^Try it/ });
  await expect(toggle).toHaveAttribute("aria-expanded", "true");
  await toggle.click();
  await expect(call.getByRole("button", { name: "Send GET" })).toHaveCount(0);
  // The browser's console names the request that failed.
  complaints.length = 0;
});
