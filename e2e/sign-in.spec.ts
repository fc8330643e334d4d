import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible";
import {
  endServers,
  expect,
  fillSignIn,
  makeUser,
  open,
  type Person,
  reach,
  test,
  unique,
  untilHome,
  untilReady,
} from "./browser";
import { freshFolder, serversOn } from "./load/servers";

/** Of the server without any user. */
const FRESH_PORT = Number(process.env.E2E_PORT ?? 3100) + 50;

/** Fills in the form that makes an account, by keyboard alone. */
async function fillAccount(page: Page, { name, email, password }: Person): Promise<void> {
  await reach(page, page.getByLabel("Name"));
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

test.afterEach(endServers);

test("on a fresh server every page leads to making the first admin, which is done once", async ({
  page,
  complaints,
}) => {
  const [server] = serversOn(freshFolder(), FRESH_PORT);
  await server?.start();
  const origin = String(server?.origin);
  await open(page, `${origin}/profiles`);
  await expect(page).toHaveURL(`${origin}/setup`);
  await expectAccessibleInBothThemes(page);
  const person = { name: "First", email: "first@example.org", password: "the first password" };
  await fillAccount(page, person);
  await page.waitForURL(`${origin}/admin/engines?find=1`);
  await expect(page.getByRole("dialog")).toContainText("Find engines");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(`${origin}/admin/engines`);
  await expect(page.getByRole("button", { name: "Account of First" })).toBeVisible();
  const me = await page.request.get(`${origin}/api/me`);
  expect(await me.json()).toMatchObject({ email: person.email, role: "admin" });
  expect((await page.goto(`${origin}/setup`))?.status()).toBe(404);
  // The server ends before the page would.
  await page.goto("about:blank");
  // The browser tells of the 404 in its console.
  complaints.length = 0;
});

test("a person registers, is signed in, signs out and in again", async ({ page, request }) => {
  await makeUser(request);
  const name = unique("Newcomer");
  const person = { name, email: `${name}@example.org`, password: "long enough to be kept" };
  await open(page, "/login");
  await reach(page, page.getByRole("link", { name: "Register" }));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/register");
  await untilReady(page);
  await fillAccount(page, person);
  await untilHome(page);

  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/login");
  await page.goto("/");
  await expect(page).toHaveURL(/\/login$/);

  await fillSignIn(page, person);
  await expect(page.getByRole("heading", { name: "Tasks", level: 1 })).toBeVisible();
});

test("an address that is taken is told at its field", async ({ page, request }) => {
  const person = await makeUser(request);
  await open(page, "/register");
  await page.getByLabel("Name").fill("Somebody else");
  await page.getByLabel("Email address").fill(person.email.toUpperCase());
  await page.getByLabel("Password").fill("another password");
  await page.getByRole("button", { name: "Create account" }).click();
  const email = page.getByLabel("Email address");
  await expect(email).toHaveAccessibleDescription(
    /An account with this email address already exists/,
  );
  await expect(email).toBeFocused();
});

test("faults stand at the field one leaves, and all of them after sending", async ({
  page,
  request,
}) => {
  await makeUser(request);
  await open(page, "/register");
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Name")).not.toHaveAttribute("aria-invalid");
  const password = page.getByLabel("Password");
  await password.fill("short");
  await password.blur();
  await expect(password).toHaveAccessibleDescription(/Must have 12 to 200 characters/);
  await expect(page.getByLabel("Email address")).not.toHaveAttribute("aria-invalid");

  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription("Enter your name.");
  await expect(page.getByLabel("Email address")).toHaveAttribute("aria-invalid", "true");
});

test("a wrong password is refused without telling which part was wrong", async ({
  page,
  request,
}) => {
  const person = await makeUser(request);
  await open(page, "/login");
  await expect(page.getByText("Forgot your password? Ask an admin")).toBeVisible();
  const reveal = page.getByRole("button", { name: "Show password" });
  await reveal.click();
  await expect(reveal).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByLabel("Password")).toHaveAttribute("type", "text");
  await fillSignIn(page, { email: person.email, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "wrong" })).toHaveText(
    "The email address or the password is wrong.",
  );
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("Email address")).toHaveValue(person.email);
});

test("signing in leads to the page that was asked for, on this site only", async ({
  page,
  request,
}) => {
  const person = await makeUser(request);
  await page.goto("/profiles?owner=system&type=embedding");
  await expect(page).toHaveURL(/\/login\?next=/);
  await fillSignIn(page, person);
  await expect(page).toHaveURL(/\/profiles\?owner=system&type=embedding$/);

  await page.context().clearCookies();
  await page.goto("/login?next=//example.org/profiles");
  await fillSignIn(page, person);
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/$/);
});

test("signing in works by keyboard alone", async ({ page, request }) => {
  const person = await makeUser(request);
  await open(page, "/login");
  await expect(page.getByLabel("Email address")).toBeFocused();
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await page.keyboard.press("Enter");
  await untilHome(page);

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
