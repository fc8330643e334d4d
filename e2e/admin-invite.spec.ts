import type { Locator, Page } from "@playwright/test";
import { browserOf, findUser, setSettings, test } from "./admin";
import { expectAccessibleInBothThemes } from "./accessible";
import { ADMIN, expect, expectNoOverflow, open, reach, unique, untilHome } from "./browser";

const NEW_PASSWORD = "quite another password";

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole("table", { name: "Users" }).getByRole("row").filter({ hasText: name });
const linkIn = (page: Page) => page.getByRole("region", { name: "Link" });

function guest() {
  const name = unique("Guest");
  return { name, email: `${name.toLowerCase()}@example.org`, password: NEW_PASSWORD };
}
type Guest = ReturnType<typeof guest>;

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Invite…" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite a user" });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Fills in the dialog, as far as its link. */
async function invite(page: Page, { name, email }: Guest): Promise<string> {
  const dialog = await openDialog(page);
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Email address").fill(email);
  await dialog.getByRole("button", { name: "Create invitation" }).click();
  return linkIn(page).innerText();
}

async function show(page: Page, { email }: Guest): Promise<void> {
  await open(page, `/admin/users?q=${encodeURIComponent(email)}`);
}

async function choose(page: Page, { name }: Guest, entry: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

test("an admin invites someone while registration is closed, who sets a password and is signed in", async ({
  page,
  admin: _admin,
  browser,
}) => {
  const person = guest();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/admin/users?sort=-created_at");
  await setSettings(page, { registration_open: false });
  try {
    const link = await invite(page, person);
    expect(link).toMatch(/^http:\/\/localhost:\d+\/reset#[\w-]{43}$/);
    const dialog = page.getByRole("dialog", { name: `“${person.name}” invited` });
    await expect(dialog).toContainText("in 7 days");
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("button", { name: "Copy the link" }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    // It is shown only once, so Escape does not close it.
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "I have copied it" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(rowOf(page, person.name)).toContainText("Invited");
    await page.getByLabel("Status", { exact: true }).selectOption("Invited");
    await expect(page).toHaveURL(/invited=true/);
    await expect(rowOf(page, person.name)).toContainText("Invited");
    await page.getByLabel("Status", { exact: true }).selectOption("Enabled");
    await page.getByLabel("Status", { exact: true }).selectOption("Any status");
    await expect(page).not.toHaveURL(/invited|disabled/);

    const other = await (await browser.newContext()).newPage();
    await open(other, link);
    await expect(other.getByRole("heading", { name: "Choose a password" })).toBeVisible();
    await expect(other.getByText(`For the account ${person.email}`)).toContainText(
      "You sign in with this email address and password from now on.",
    );
    await expectAccessibleInBothThemes(other);
    await other.getByLabel("New password").fill(NEW_PASSWORD);
    await other.getByRole("button", { name: "Set password" }).click();
    await untilHome(other);
    await expect(other.getByRole("button", { name: `Account of ${person.name}` })).toBeVisible();
    await open(other, link);
    await expect(other.getByRole("heading", { name: "Link no longer valid" })).toBeVisible();
    await other.context().close();
  } finally {
    await setSettings(page, { registration_open: true });
  }
  await show(page, person);
  await expect(rowOf(page, person.name)).toContainText("Enabled");
});

test("mistakes are shown at their fields, and what was typed is kept", async ({
  page,
  admin: _admin,
}) => {
  await open(page, "/admin/users");
  const dialog = await openDialog(page);
  await dialog.getByRole("button", { name: "Create invitation" }).click();
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription("Enter a name.");
  await expect(dialog.getByLabel("Email address")).toHaveAccessibleDescription(
    "Enter an email address.",
  );
  await expectAccessibleInBothThemes(page);
  await dialog.getByLabel("Name").fill("Someone");
  await dialog.getByLabel("Email address").fill(ADMIN.email.toUpperCase());
  await dialog.getByLabel("Role").selectOption("Admin");
  await dialog.getByRole("button", { name: "Create invitation" }).click();
  const email = dialog.getByLabel("Email address");
  await expect(email).toHaveAccessibleDescription(/already exists/);
  await expect(email).toBeFocused();
  await expect(dialog.getByLabel("Name")).toHaveValue("Someone");
  await expect(dialog.getByLabel("Role")).toHaveValue("admin");
});

test("the password is asked for before an invitation, and the form goes on where it was", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  const { id } = await findUser(page, person.email);
  await page.request.patch(`/api/admin/users/${id}`, { data: { role: "admin" } });
  const other = await browserOf(browser, person);
  await open(other, "/admin/users?sort=-created_at");
  const invited = guest();
  const dialog = await openDialog(other);
  await dialog.getByLabel("Name").fill(invited.name);
  await dialog.getByLabel("Email address").fill(person.email);
  await dialog.getByRole("button", { name: "Create invitation" }).click();
  const asked = other.getByRole("dialog", { name: "Enter your password" });
  await expect(asked.getByLabel("Your password")).toBeFocused();
  await other.keyboard.press("Escape");
  await expect(dialog.getByLabel("Name")).toHaveValue(invited.name);
  await dialog.getByRole("button", { name: "Create invitation" }).click();
  await asked.getByLabel("Your password").fill(person.password);
  await other.keyboard.press("Enter");
  // The address is that of the admin, which only the server can tell.
  await expect(dialog.getByLabel("Email address")).toHaveAccessibleDescription(/already exists/);
  await expect(dialog.getByLabel("Name")).toHaveValue(invited.name);
  await dialog.getByLabel("Email address").fill(invited.email);
  await other.keyboard.press("Enter");
  await expect(linkIn(other)).toContainText("/reset#");
  await other.context().close();
});

test("an invitation gets a new link and is withdrawn, by keyboard alone", async ({
  page,
  admin: _admin,
  request,
}) => {
  const person = guest();
  await open(page, "/admin/users");
  const old = await invite(page, person);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await show(page, person);
  const trigger = page.getByRole("button", { name: `Actions for ${person.name}` });
  await reach(page, trigger);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "API keys…" })).toHaveCount(0);
  await expect(page.getByRole("menuitem", { name: "Disable…" })).toHaveCount(0);
  await reach(page, page.getByRole("menuitem", { name: "New invitation link…" }), "ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("expires after 7 days");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Create link" }).press("Enter");
  const link = await linkIn(page).innerText();
  expect(link).not.toBe(old);
  await page.getByRole("button", { name: "I have copied it" }).press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await reach(page, trigger);
  await page.keyboard.press("Enter");
  await reach(page, page.getByRole("menuitem", { name: "Withdraw invitation…" }), "ArrowDown");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(person.email);
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Withdraw invitation" }).press("Enter");
  await expect(page.getByText(`Invitation of “${person.name}” withdrawn`)).toBeVisible();
  await expect(rowOf(page, person.name)).toHaveCount(0);
  const token = link.split("#")[1];
  const reset = await request.post("/api/reset-password", {
    data: { token, password: NEW_PASSWORD },
  });
  expect(reset.status()).toBe(404);
});

test("an invitation that was used meanwhile is not withdrawn, and the list says so", async ({
  page,
  admin: _admin,
  request,
}) => {
  const person = guest();
  await open(page, "/admin/users");
  const token = (await invite(page, person)).split("#")[1];
  await page.getByRole("button", { name: "I have copied it" }).click();
  await show(page, person);
  const data = { token, password: NEW_PASSWORD };
  expect((await request.post("/api/reset-password", { data })).status()).toBe(204);
  await choose(page, person, "Withdraw invitation…");
  await page.getByRole("button", { name: "Withdraw invitation" }).click();
  await expect(page.getByText("Invitation already used")).toBeVisible();
  await expect(rowOf(page, person.name)).toContainText("Enabled");
});

test("the invitation fits on a phone, and registration says what it is", async ({
  page,
  admin: _admin,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, "/admin/users");
  const registration = page.getByRole("switch", { name: "Registration" });
  await expect(registration).toHaveAccessibleDescription(
    "Registration is open: anyone who can reach this server can create an account.",
  );
  await expectNoOverflow(page);
  await invite(page, { ...guest(), name: "AVeryLongName".repeat(9) });
  await expect(linkIn(page)).toBeVisible();
  await expectNoOverflow(page);
});
