import type { Browser, Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible";
import {
  expect,
  fillSignIn,
  open,
  type Person,
  reach,
  reload,
  signIn,
  test,
  untilHome,
} from "./browser";

/** A second browser, signed in as the same person. */
async function secondBrowser(browser: Browser, person: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, person);
  return page;
}

async function meStatus(page: Page): Promise<number> {
  return (await page.request.get("/api/me")).status();
}

test("a name is changed, and stands in the header at once", async ({ page, user }) => {
  await open(page, "/settings");
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).toHaveValue(user.name);
  await name.fill("   ");
  await name.blur();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("Ada Ünïcode");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Name saved")).toBeVisible();
  await expect(page.getByRole("button", { name: "Account of Ada Ünïcode" })).toBeVisible();
  const me = await (await page.request.get("/api/me")).json();
  expect(me).toMatchObject({ name: "Ada Ünïcode", email: user.email });
});

test("a changed password ends all other sessions, and the old one opens nothing", async ({
  page,
  user,
  browser,
}) => {
  test.slow();
  const other = await secondBrowser(browser, user);
  await open(page, "/settings");
  const change = async (current: string, password: string, again = password) => {
    await page.getByLabel("Current password").fill(current);
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.getByLabel("Repeat new password").fill(again);
    await page.getByRole("button", { name: "Change password" }).click();
  };
  await change(user.password, "short");
  await expect(page.getByLabel("New password", { exact: true })).toHaveAccessibleDescription(
    /12 to 200 characters/,
  );
  await change(user.password, "a much better password", "another one, mistyped");
  await expect(page.getByLabel("Repeat new password")).toHaveAttribute("aria-invalid", "true");
  await change("not the password", "a much better password");
  await expect(page.getByLabel("Current password")).toHaveAccessibleDescription(
    /Is not your password/,
  );
  expect(await meStatus(other)).toBe(200);

  await change(user.password, "a much better password");
  await expect(page.getByText("Password changed")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(await meStatus(page)).toBe(200);
  expect(await meStatus(other)).toBe(401);

  await open(other, "/login");
  await fillSignIn(other, user);
  await expect(other.getByText("The email address or the password is wrong.")).toBeVisible();
  await fillSignIn(other, { ...user, password: "a much better password" });
  await untilHome(other);
  await other.context().close();
});

test("sessions are listed, and one can be signed out on its own", async ({
  page,
  user,
  browser,
}) => {
  const other = await secondBrowser(browser, user);
  await open(page, "/settings/sessions");
  const table = page.getByRole("table", { name: "Sessions" });
  await expect(table.getByRole("row")).toHaveCount(3);
  const current = table.getByRole("row").filter({ hasText: "this browser" });
  await expect(current).toHaveCount(1);
  const one = table
    .getByRole("row")
    .filter({ hasText: "Chrome" })
    .filter({ hasNotText: "this browser" });
  await expectAccessibleInBothThemes(page);
  await one.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(table.getByRole("row")).toHaveCount(2);
  expect([await meStatus(page), await meStatus(other)]).toEqual([200, 401]);
  // Its own session is the one that the menu signs out.
  await current.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/login");
  expect(await meStatus(page)).toBe(401);
  await other.context().close();
});

test("signing out everywhere ends every session at once, also for calls by hand", async ({
  page,
  user,
  browser,
}) => {
  const other = await secondBrowser(browser, user);
  await open(page, "/settings/sessions");
  await reach(page, page.getByRole("button", { name: "Sign out everywhere…" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/login");
  expect([await meStatus(page), await meStatus(other)]).toEqual([401, 401]);
  await other.goto("/profiles");
  await expect(other).toHaveURL(/\/login/);
  await other.context().close();
});

test("the appearance is chosen in the settings and kept", async ({ page, user: _user }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page, "/settings/appearance");
  await page.getByRole("radio", { name: "Dark" }).check();
  await expect(page.locator("html")).toHaveClass("dark");
  await reload(page);
  await expect(page.locator("html")).toHaveClass("dark");
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
});

test("the palette leads to a profile and to a task by keyboard alone", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles");
  const box = page.getByPlaceholder("Page, task, profile, model or action");
  await page.keyboard.press("Control+k");
  await expect(box).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await box.fill("reranking default");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reranking (Default)");

  await page.keyboard.press("Control+k");
  await box.fill("no such thing at all");
  await expect(page.getByText("No matches.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(box).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await box.fill("key points bullet");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks\/key_points$/);
  await expect(page.getByRole("complementary", { name: "Key Points" })).toBeVisible();
});

test("a task opened through the palette has the focus on its panel, and is found by its model", async ({
  page,
  user: _user,
}) => {
  const box = page.getByPlaceholder("Page, task, profile, model or action");
  for (const path of ["/", "/profiles"]) {
    await open(page, path);
    await page.keyboard.press("Control+k");
    await box.fill("engineering coder");
    await expect(page.getByRole("option").first()).toContainText("Engineering");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/tasks\/engineering$/);
    await expect(page.getByRole("heading", { name: "Engineering", level: 2 })).toBeFocused();
  }
});
