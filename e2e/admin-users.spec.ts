import type { Browser, Locator, Page } from "@playwright/test";
import { browserOf, callByHand, findUser, nextAction, setSettings, test } from "./admin";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import {
  ADMIN,
  endServers,
  expect,
  expectNoOverflow,
  fillSignIn,
  makeUser,
  open,
  type Person,
  reach,
  reload,
  untilHome,
  untilReady,
} from "./browser";
import { freshFolder, serversOn } from "./load/servers";

/** Of the server that has one admin alone. */
const FRESH_PORT = Number(process.env.E2E_PORT ?? 3100) + 60;

test.afterEach(endServers);

function row(page: Page, { name }: Pick<Person, "name">): Locator {
  return page.getByRole("table", { name: "Users" }).getByRole("row").filter({ hasText: name });
}

/** The list with this person alone in it. */
async function show(page: Page, person: Person): Promise<void> {
  await open(page, `/admin/users?q=${encodeURIComponent(person.email)}`);
  await expect(row(page, person)).toHaveCount(1);
}

/** Chooses in a person's menu, and confirms. */
async function change(page: Page, { name }: Person, action: string, confirm: string) {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: confirm }).click();
}

/** Enters the viewer's own password, for which the page asks. */
async function enterPassword(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Enter your password" });
  await expect(dialog.getByLabel("Your password")).toBeFocused();
  await dialog.getByLabel("Your password").fill(password);
  await page.keyboard.press("Enter");
}

const admins = (page: Page) =>
  page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Admin", exact: true });

test("pages of admins stand in the navigation and the palette of admins alone; for others they are not there", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  await open(page, "/profiles");
  await admins(page).click();
  const places = page.getByRole("navigation", { name: "Admin", exact: true }).getByRole("link");
  await expect(places.filter({ hasText: "Users" })).toBeVisible();
  const paths = await places.evaluateAll((links) =>
    links.map((link) => link.getAttribute("href") ?? ""),
  );
  expect(paths).toEqual(expect.arrayContaining(["/admin/users", "/admin/audit"]));
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Page, task, profile, model or action").fill("password links");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();

  const other = await browserOf(browser, person);
  await expect(admins(other)).toHaveCount(0);
  await other.keyboard.press("Control+k");
  await other.getByPlaceholder("Page, task, profile, model or action").fill("password links");
  await expect(other.getByText("No matches.")).toBeVisible();
  for (const path of paths) {
    expect((await other.goto(path))?.status(), path).toBe(404);
    await expect(other.getByText("Page not found")).toBeVisible();
    await expect(other.getByRole("navigation", { name: "Admin", exact: true })).toHaveCount(0);
  }
  await other.context().close();
  await page.context().clearCookies();
  await page.goto("/admin/users?role=admin");
  await expect(page).toHaveURL(/\/login\?next=%2Fadmin%2Fusers%3Frole%3Dadmin$/);
});

test("users are found by words, role and state, and the address says so", async ({
  page,
  admin: _admin,
  person,
}) => {
  await open(page, "/admin/users");
  await page.getByLabel("Search name and email address").fill(person.email.toUpperCase());
  await expect(page).toHaveURL(/q=PERSON/);
  await expect(page.getByRole("table", { name: "Users" }).locator("tbody tr")).toHaveCount(1);
  await expect(row(page, person)).toContainText(person.email);
  await page.getByLabel("Role", { exact: true }).selectOption("Admins");
  await expect(page.getByText("No matching users")).toBeVisible();
  await page.getByLabel("Role", { exact: true }).selectOption("Users");
  await page.getByLabel("Status", { exact: true }).selectOption("Disabled");
  await expect(page.getByText("No matching users")).toBeVisible();
  await reload(page);
  await expect(page.getByText("No matching users")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await page.getByLabel("Sort by").selectOption("Newest first");
  await expect(row(page, person)).toBeVisible();
});

test("whoever is disabled is out with their next click, and their keys stop; enabled, they sign in anew", async ({
  page,
  admin: _admin,
  person,
  browser,
  request,
}) => {
  const other = await browserOf(browser, person);
  const made = await other.request.post("/api/keys", { data: { name: "k", scopes: ["read"] } });
  const { secret } = (await made.json()) as { secret: string };
  const byKey = async () =>
    (await request.get("/api/me", { headers: { Authorization: `Bearer ${secret}` } })).status();
  expect(await byKey()).toBe(200);

  await show(page, person);
  await page.getByRole("button", { name: `Actions for ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Disable…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(
    "Their sessions end and all their API keys stop working at once",
  );
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(row(page, person)).toContainText("Enabled");
  await change(page, person, "Disable…", `Disable “${person.name}”`);
  await expect(row(page, person)).toContainText("Disabled");
  await expect(page.getByText(`“${person.name}” disabled`)).toBeVisible();

  await other.getByRole("link", { name: "Assignments" }).click();
  await expect(other).toHaveURL(/\/login/);
  expect(await byKey()).toBe(401);
  await open(other, "/login");
  await fillSignIn(other, person);
  await expect(other.getByText("The email address or the password is wrong.")).toBeVisible();

  await change(page, person, "Enable…", `Enable “${person.name}”`);
  await expect(row(page, person)).toContainText("Enabled");
  await expect(page.getByText(`“${person.name}” enabled`)).toBeVisible();
  // What was stopped stays so; the password opens again.
  expect((await other.request.get("/api/me")).status()).toBe(401);
  await fillSignIn(other, person);
  await untilHome(other);
  await other.context().close();
});

test("whoever becomes admin sees it with their next click, and loses it as soon", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  const other = await browserOf(browser, person);
  await show(page, person);
  await change(page, person, "Make admin…", `Make “${person.name}” an admin`);
  await expect(row(page, person).getByText("Admin", { exact: true })).toBeVisible();
  await expect(page.getByText(`“${person.name}” is now an admin`)).toBeVisible();

  await other.getByRole("link", { name: "Assignments" }).click();
  await admins(other).click();
  const places = other.getByRole("navigation", { name: "Admin", exact: true });
  await places.getByRole("link", { name: "Users" }).click();
  await expect(other.getByRole("heading", { name: "Users", level: 1 })).toBeVisible();

  await change(page, person, "Make user…", `Make “${person.name}” a user`);
  await expect(page.getByText(`“${person.name}” is now a user`)).toBeVisible();
  await other.getByRole("link", { name: "Audit" }).click();
  await expect(other.getByText("Page not found")).toBeVisible();
  await expect(admins(other)).toHaveCount(0);
  await other.context().close();
});

test("the last admin stays: the refusal is told and the list is as it was", async ({ page }) => {
  const [server] = serversOn(freshFolder(), FRESH_PORT);
  if (!server) throw new Error("no server");
  await server.start();
  await page.request.post(`${server.origin}/api/setup`, { data: ADMIN });
  await open(page, `${server.origin}/login?next=/admin/users`);
  await fillSignIn(page, ADMIN);
  await expect(row(page, ADMIN)).toContainText("You");
  await untilReady(page);
  for (const [action, confirm, text] of [
    ["Make user…", `Make “${ADMIN.name}” a user`, "Admin"],
    ["Disable…", `Disable “${ADMIN.name}”`, "Enabled"],
  ] as const) {
    await change(page, ADMIN, action, confirm);
    if (action === "Make user…") await enterPassword(page, ADMIN.password);
    const told = page.getByText("This is the last admin. Make another user an admin first.");
    await expect(told.last()).toBeVisible();
    await expect(row(page, ADMIN).getByText(text, { exact: true })).toBeVisible();
  }
});

test("an admin who takes their own rights is told before, and is at a user's pages after", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  const { id } = await findUser(page, person.email);
  await page.request.patch(`/api/admin/users/${id}`, { data: { role: "admin" } });
  const other = await browserOf(browser, person);
  await show(other, person);
  await other.getByRole("button", { name: `Actions for ${person.name}` }).click();
  await other.getByRole("menuitem", { name: "Make user…" }).click();
  await expect(other.getByRole("alertdialog")).toContainText("This is your own account");
  await other.getByRole("button", { name: `Make “${person.name}” a user` }).click();
  await enterPassword(other, person.password);
  await untilHome(other);
  await expect(admins(other)).toHaveCount(0);
  await other.context().close();
});

test("a change that does not reach the server is undone in the list", async ({
  page,
  admin: _admin,
  person,
  complaints,
}) => {
  await show(page, person);
  await page.route("**/admin/users*", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await change(page, person, "Disable…", `Disable “${person.name}”`);
  await expect(page.getByText("The server does not answer")).toBeVisible();
  await expect(row(page, person)).toContainText("Enabled");
  expect((await findUser(page, person.email)).disabled).toBe(false);
  complaints.length = 0;
});

test("closed registration hides the way to register at once, and refuses it", async ({
  page,
  admin: _admin,
  browser,
}) => {
  const other = await (await browser.newContext()).newPage();
  await open(other, "/register");
  await open(page, "/admin/users");
  const open_ = page.getByRole("switch", { name: "Registration" });
  await expect(open_).toBeChecked();
  try {
    await open_.focus();
    await page.keyboard.press("Space");
    await expect(open_).not.toBeChecked();
    await expect(
      page.getByText("Registration is closed: only people whom an admin invites get an account."),
    ).toBeVisible();
    await expect
      .poll(async () => (await page.request.get("/api/admin/settings")).json())
      .toMatchObject({ registration_open: false });
    // The form that stood open already is refused.
    await other.getByLabel("Name").fill("Late");
    await other.getByLabel("Email address").fill("late@example.org");
    await other.getByLabel("Password").fill("a password for tests");
    await other.getByRole("button", { name: "Create account" }).click();
    await expect(
      other.getByText("Registration is closed. Ask an admin for an account."),
    ).toBeVisible();
    await open(other, "/register");
    await expect(other.getByRole("heading", { name: "Registration is closed" })).toBeVisible();
    await open(other, "/login");
    await expect(other.getByRole("link", { name: "Register" })).toHaveCount(0);
  } finally {
    await setSettings(page, { registration_open: true });
  }
  await open(other, "/login");
  await expect(other.getByRole("link", { name: "Register" })).toBeVisible();
  await other.context().close();
});

/** A browser in which the person, now an admin, has not entered their password again. */
async function secondAdmin(page: Page, browser: Browser, person: Person): Promise<Page> {
  const { id } = await findUser(page, person.email);
  await page.request.patch(`/api/admin/users/${id}`, { data: { role: "admin" } });
  return browserOf(browser, person);
}

test("the password is asked for before a role changes, and the change then goes on", async ({
  page,
  admin: _admin,
  person,
  browser,
  request,
}) => {
  const other = await secondAdmin(page, browser, person);
  const third = await makeUser(request);
  await show(other, third);
  await change(other, third, "Make admin…", `Make “${third.name}” an admin`);
  const dialog = other.getByRole("dialog", { name: "Enter your password" });
  await expect(dialog).toBeVisible();
  await expectAccessibleInBothThemes(other);
  // Closing it changes nothing.
  await other.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(row(other, third).getByText("User", { exact: true })).toBeVisible();
  expect((await findUser(page, third.email)).role).toBe("user");
  await change(other, third, "Make admin…", `Make “${third.name}” an admin`);
  await enterPassword(other, "not the password");
  await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription(
    /Is not your password/,
  );
  await enterPassword(other, person.password);
  await expect(other.getByText(`“${third.name}” is now an admin`)).toBeVisible();
  expect((await findUser(page, third.email)).role).toBe("admin");
  // It counts for the next ten minutes.
  await change(other, third, "Make user…", `Make “${third.name}” a user`);
  await expect(other.getByText(`“${third.name}” is now a user`)).toBeVisible();
  await other.context().close();
});

test("the password is asked for before a link is created, in the same dialog", async ({
  page,
  admin: _admin,
  person,
  browser,
  request,
}) => {
  const other = await secondAdmin(page, browser, person);
  const third = await makeUser(request);
  await show(other, third);
  await other.getByRole("button", { name: `Actions for ${third.name}` }).click();
  await other.getByRole("menuitem", { name: "Password link…" }).click();
  await other.getByRole("button", { name: "Create link" }).click();
  await enterPassword(other, person.password);
  await expect(other.getByRole("region", { name: "Link" })).toContainText("/reset#");
  await other.getByRole("button", { name: "I have copied it" }).click();
  await expect(other.getByRole("dialog")).toHaveCount(0);
  await other.context().close();
});

test("an admin sees a user's keys and revokes one, by keyboard alone", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  const other = await browserOf(browser, person);
  const made = await other.request.post("/api/keys", {
    data: { name: "nightly report", scopes: ["read"] },
  });
  const { secret } = (await made.json()) as { secret: string };
  const status = async () =>
    (
      await fetch(new URL("/api/me", page.url()), {
        headers: { Authorization: `Bearer ${secret}` },
      })
    ).status;
  await show(page, person);
  expect(await status()).toBe(200);
  await reach(page, page.getByRole("button", { name: `Actions for ${person.name}` }));
  await page.keyboard.press("Enter");
  await reach(page, page.getByRole("menuitem", { name: "API keys…" }), "ArrowDown");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `API keys of “${person.name}”` });
  await expect(dialog).toContainText("nightly report");
  await expect(dialog).not.toContainText(secret);
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Revoke nightly report" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("This user has no API keys");
  expect(await status()).toBe(401);
  await other.context().close();
});

/** Makes a link in the page; its address. */
async function makeLink(page: Page, person: Person): Promise<string> {
  await page.getByRole("button", { name: `Actions for ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Password link…" }).click();
  await page.getByRole("button", { name: "Create link" }).click();
  const link = await page.getByRole("region", { name: "Link" }).innerText();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(link)).toHaveCount(0);
  return link;
}

const NEW_PASSWORD = "quite another password";

test("a password link is shown once, sets a password once and signs its user in", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await show(page, person);
  await page.getByRole("button", { name: `Actions for ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Password link…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("It replaces earlier links of this user");
  await page.getByRole("button", { name: "Create link" }).click();
  await expect(dialog).toContainText("in 24 hours");
  const link = await page.getByRole("region", { name: "Link" }).innerText();
  expect(link).toMatch(/^http:\/\/localhost:\d+\/reset#[\w-]{43}$/);
  await page.getByRole("button", { name: "Copy the link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  // What shows the link closes by its button alone.
  await page.keyboard.press("Escape");
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have copied it" }).click();

  const other = await (await browser.newContext()).newPage();
  await open(other, link);
  await expect(other.getByText(`For the account ${person.email}`)).toBeVisible();
  await expectAccessibleInBothThemes(other);
  const box = other.getByLabel("New password");
  await box.fill("short");
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(box).toHaveAccessibleDescription(/Must have 12 to 200 characters/);
  await expect(box).toHaveAttribute("type", "password");
  await other.getByRole("button", { name: "Show password" }).click();
  await expect(box).toHaveAttribute("type", "text");
  await box.fill(NEW_PASSWORD);
  await box.press("Enter");
  await untilHome(other);
  await expect(other.getByRole("button", { name: `Account of ${person.name}` })).toBeVisible();

  await open(other, link);
  await expect(other.getByRole("heading", { name: "Link no longer valid" })).toBeVisible();
  await expect(other.getByText("Ask an admin for a new link")).toBeVisible();
  await expectAccessible(other);
  await other.context().close();
});

test("a link opened by somebody else says whose it is and changes whom the browser is signed in as", async ({
  page,
  admin: _admin,
  person,
}) => {
  await show(page, person);
  const first = await makeLink(page, person);
  const second = await makeLink(page, person);
  await open(page, first);
  await expect(page.getByRole("heading", { name: "Link no longer valid" })).toBeVisible();
  // Only what stands behind the # changes: the page is not loaded anew.
  await page.evaluate((address) => window.location.assign(address), second);
  await expect(page.getByText(`You are signed in as ${ADMIN.email}`)).toBeVisible();
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await untilHome(page);
  await expect(page.getByRole("button", { name: `Account of ${person.name}` })).toBeVisible();
  await open(page, "/reset");
  await expect(page.getByText("The part after the # is missing")).toBeVisible();
});

test("a link of a disabled account sets the password, and says that it opens nothing yet", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  const { id } = await findUser(page, person.email);
  await page.request.patch(`/api/admin/users/${id}`, { data: { disabled: true } });
  await show(page, person);
  const link = await makeLink(page, person);
  const other = await (await browser.newContext()).newPage();
  await open(other, link);
  await other.getByLabel("New password").fill(NEW_PASSWORD);
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(other.getByText("Password changed")).toBeVisible();
  await page.request.patch(`/api/admin/users/${id}`, { data: { disabled: false } });
  await other.getByRole("link", { name: "Sign in" }).click();
  await fillSignIn(other, { ...person, password: NEW_PASSWORD });
  await untilHome(other);
  await other.context().close();
});

test("actions of admins that are called by hand are refused to others", async ({
  page,
  admin: _admin,
  person,
  request,
  browser,
}) => {
  const other = await browserOf(browser, person);
  const victim = await makeUser(request);
  await show(page, victim);
  const { origin } = new URL(page.url());
  const calls = [
    await nextAction(page, () => change(page, victim, "Disable…", `Disable “${victim.name}”`)),
    await nextAction(page, () => makeLink(page, victim)),
    await nextAction(page, async () => {
      const toggle = page.getByRole("switch", { name: "Registration" });
      await toggle.click();
      await expect(
        page.getByText("Registration is closed: only people whom an admin invites get an account."),
      ).toBeVisible();
    }),
  ];
  const { id } = await findUser(page, victim.email);
  await page.request.patch(`/api/admin/users/${id}`, { data: { disabled: false } });
  await setSettings(page, { registration_open: true });
  for (const call of calls) {
    expect(await callByHand(other.request, origin, call)).toContain("permission_denied");
    expect(await callByHand(request, origin, call)).toContain("unauthenticated");
  }
  expect((await findUser(page, victim.email)).disabled).toBe(false);
  await other.context().close();
});

test("all of it works by keyboard alone", async ({ page, admin: _admin, person }) => {
  await show(page, person);
  const trigger = page.getByRole("button", { name: `Actions for ${person.name}` });
  await reach(page, trigger);
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: "Disable…" });
  await expect(page.getByRole("menu")).toBeVisible();
  await reach(page, item, "ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(row(page, person)).toContainText("Disabled");
});

test("10,000 users scroll with only those in sight drawn", async ({ page, admin: _admin }) => {
  const total = 10_000;
  const user = (n: number) => ({
    id: `u${n}`,
    email: `u${n}@example.org`,
    name: `User number ${n}`,
    role: "user",
    disabled: false,
    created_at: "2030-01-31T00:00:00.000Z",
    updated_at: "2030-01-31T00:00:00.000Z",
  });
  await page.route("**/api/admin/users?*", async (route) => {
    const cursor = new URL(route.request().url()).searchParams.get("cursor");
    const start = Number(cursor ?? 0);
    const data = Array.from({ length: 5000 }, (_, n) => user(start + n));
    const next_cursor = start + 5000 < total ? String(start + 5000) : null;
    await route.fulfill({ json: { data, next_cursor, total } });
  });
  await open(page, "/admin/users");
  await page.getByLabel("Search name and email address").fill("user");
  await expect(page.getByText("5000 of 10000 users")).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).click();
  const table = page.getByRole("table", { name: "Users" });
  await expect(table).toHaveAttribute("aria-rowcount", "10001");
  await page.keyboard.press("End");
  await expect(table.getByText("User number 9999", { exact: true })).toBeInViewport();
  expect(await table.locator("tbody tr").count()).toBeLessThan(60);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(
    page.getByRole("list", { name: "Users" }).getByRole("listitem").first(),
  ).toBeVisible();
  expect(
    await page.getByRole("list", { name: "Users" }).getByRole("listitem").count(),
  ).toBeLessThan(60);
});

const LONG = "AVeryLongNameWithoutAnySpaceInItThatHasToBreakSomewhere";

test("the list, with a long name, and the menu are accessible and fit", async ({
  page,
  admin: _admin,
  request,
}) => {
  const name = `${LONG.repeat(2)}${crypto.randomUUID().slice(0, 6)}`;
  const email = `${name.slice(-30)}@example.org`;
  const person = { name, email, password: "a password for tests" };
  expect((await request.post("/api/register", { data: person })).status()).toBe(201);
  await show(page, person);
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Make admin…" }).click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
  for (const width of [820, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await expect(page.getByRole("menuitem", { name: "Users" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
