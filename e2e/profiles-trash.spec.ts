import type { Page } from "@playwright/test";
import { assign, overrides } from "./assignments-page";
import { expectAccessibleInBothThemes } from "./accessible";
import {
  ensureAdmin,
  expect,
  expectNoOverflow,
  makeProfile,
  makeUser,
  open,
  reach,
  signInQuickly,
  test,
} from "./browser";

const TRASH = "/profiles/trash";
const rows = (page: Page) =>
  page.getByRole("table", { name: "Deleted profiles" }).locator("tbody tr");
const row = (page: Page, name: string) =>
  rows(page).filter({ has: page.getByRole("cell", { name, exact: true }) });
const report = (page: Page) => page.getByRole("main").getByRole("status").first();

async function remove(page: Page, id: string): Promise<void> {
  await expect(await page.request.delete(`/api/models/profiles/${id}`)).toBeOK();
}

test("a deleted profile is found in the trash, with what it was used for and when it is gone", async ({
  page,
  user: _user,
}) => {
  const base = await makeProfile(page, { name: "The base" });
  await makeProfile(page, { name: "Child", base_profile_id: base.id });
  await assign(page, { primary_profile_id: base.id });
  await open(page, "/profiles");
  await page.getByRole("button", { name: "Actions for The base" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("It stays in the trash for 30 days");
  await dialog.getByRole("button", { name: "Delete “The base”" }).click();
  await expect(page.getByText("“The base” deleted")).toBeVisible();
  await page.getByRole("link", { name: "Trash" }).click();
  await page.waitForURL(`**${TRASH}`);
  await expect(page).toHaveTitle("Trash · Model Profiles");
  const deleted = row(page, "The base");
  await expect(deleted).toContainText("Primary, base of 1 profile");
  await expect(deleted).toContainText("qwen3-30b-a3b-q4-k-m");
  await expect(deleted).toContainText("just now");
  await expect(deleted).toContainText("in 30 days");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByText("Profiles").click();
  await page.waitForURL("**/profiles");
});

test("a restored profile is reported with its tasks and the profiles that were based on it", async ({
  page,
  user: _user,
}) => {
  const base = await makeProfile(page, { name: "The base" });
  const child = await makeProfile(page, { name: "Child", base_profile_id: base.id });
  await makeProfile(page, { name: "Later" });
  await assign(page, { primary_profile_id: base.id, analysis_profile_id: base.id });
  await remove(page, base.id);
  await open(page, TRASH);
  await page.getByRole("button", { name: "Restore The base" }).click();
  await expect(report(page)).toContainText("The base is in your profiles again.");
  await expect(report(page)).toContainText("Primary and Analysis use this profile again.");
  await expect(report(page)).toContainText("1 profile is based on it again.");
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectAccessibleInBothThemes(page);
  expect(await overrides(page)).toEqual({ primary: base.id, analysis: base.id });
  const again = await page.request.get(`/api/models/profiles/${child.id}`);
  expect(await again.json()).toMatchObject({ base_profile_id: base.id });
  await report(page).getByRole("link", { name: "The base" }).click();
  await page.waitForURL(`**/profiles/${base.id}`);
});

test("what does not come back is explained: its name, a task that has another profile, a changed child", async ({
  page,
  user: _user,
}) => {
  const base = await makeProfile(page, { name: "Mine" });
  const child = await makeProfile(page, { name: "Child", base_profile_id: base.id });
  await assign(page, { primary_profile_id: base.id, analysis_profile_id: base.id });
  await remove(page, base.id);
  const other = await makeProfile(page, { name: "Mine" });
  const data = { description: "changed" };
  await expect(await page.request.patch(`/api/models/profiles/${child.id}`, { data })).toBeOK();
  await open(page, TRASH);
  // In another window, after the page was opened.
  await assign(page, { primary_profile_id: other.id });
  await page.getByRole("button", { name: "Restore Mine" }).click();
  await expect(report(page)).toContainText("Mine 2 is in your profiles again.");
  await expect(report(page)).toContainText("“Mine” is taken, so it is now called “Mine 2”.");
  await expect(report(page)).toContainText("Analysis uses this profile again.");
  await expect(report(page)).toContainText("Primary keeps the profile that you assigned since.");
  await expect(report(page)).toContainText(
    "1 profile that was based on it was changed or deleted since, and keeps its values.",
  );
  expect(await overrides(page)).toEqual({ primary: other.id, analysis: base.id });
});

test("a double click on Restore restores one profile, whatever has come under the pointer", async ({
  page,
  user: _user,
}) => {
  for (const name of ["One", "Two"]) {
    await remove(page, (await makeProfile(page, { name })).id);
  }
  await open(page, TRASH);
  await page.getByRole("button", { name: "Restore Two" }).hover();
  await page.mouse.down({ clickCount: 1 });
  await page.mouse.up({ clickCount: 1 });
  await expect(report(page)).toContainText("Two is in your profiles again.");
  await expect(rows(page)).toHaveCount(1);
  for (const button of ["Restore One", "Empty trash…"]) {
    await page.getByRole("button", { name: button }).hover();
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
  }
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  const { total } = await (await page.request.get("/api/trash")).json();
  expect(total).toBe(1);
});

test("by keyboard, the focus goes on to the next profile of the trash", async ({
  page,
  user: _user,
}) => {
  for (const name of ["One", "Two", "Three"]) {
    await remove(page, (await makeProfile(page, { name })).id);
  }
  await open(page, TRASH);
  // The last deleted comes first.
  await expect(rows(page).locator("td:first-child")).toHaveText(["Three", "Two", "One"]);
  await reach(page, page.getByRole("button", { name: "Restore Two" }));
  await page.keyboard.press("Enter");
  await expect(report(page)).toContainText("Two is in your profiles again.");
  await expect(page.getByRole("button", { name: "Restore One" })).toBeFocused();
  await expect(rows(page)).toHaveCount(2);

  const purge = page.getByRole("button", { name: "Delete Three permanently…" });
  await reach(page, purge, "Shift+Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Delete “Three” permanently?" });
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(purge).toBeFocused();
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("Enter");
  await reach(page, dialog.getByRole("button", { name: "Delete permanently" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("“Three” deleted permanently")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Delete One permanently…" })).toBeFocused();
  const { total } = await (await page.request.get("/api/trash")).json();
  expect(total).toBe(1);
});

test("the trash is emptied after one confirmation that says how many profiles it deletes", async ({
  page,
  user: _user,
}) => {
  for (const name of ["One", "Two"]) await remove(page, (await makeProfile(page, { name })).id);
  await open(page, TRASH);
  const empty = page.getByRole("button", { name: "Empty trash…" });
  await empty.click();
  const dialog = page.getByRole("alertdialog", { name: "Delete 2 profiles permanently?" });
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(rows(page)).toHaveCount(2);
  await empty.click();
  await dialog.getByRole("button", { name: "Delete 2 profiles" }).click();
  await expect(page.getByText("2 profiles deleted permanently")).toBeVisible();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const { total } = await (await page.request.get("/api/trash")).json();
  expect(total).toBe(0);
});

test("what somebody else has restored or purged meanwhile is refused and leaves the list", async ({
  page,
  user: _user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Elsewhere" });
  await remove(page, id);
  await open(page, TRASH);
  await expect(await page.request.post(`/api/trash/${id}/restore`)).toBeOK();
  await page.getByRole("button", { name: "Restore Elsewhere" }).click();
  await expect(page.getByText(/no profile|not found/i).first()).toBeVisible();
  await expect(page.getByText("The trash is empty")).toBeVisible();
  complaints.length = 0;
});

test("an empty trash leads back, the palette finds it, and a long one comes in pages", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Page, task, profile, model or action").fill("trash");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${TRASH}`);
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await page.getByRole("link", { name: "Your profiles" }).click();
  await page.waitForURL("**/profiles");
  for (let index = 0; index < 51; index += 1) {
    await remove(page, (await makeProfile(page, { name: `P ${index + 10}` })).id);
  }
  await open(page, TRASH);
  await expect(rows(page)).toHaveCount(50);
  await expect(page.getByText("50 of 51 deleted profiles")).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(rows(page)).toHaveCount(51);
});

test("nobody sees another person's trash", async ({ page, request, user: _user }) => {
  await remove(page, (await makeProfile(page, { name: "Secret" })).id);
  await ensureAdmin(request);
  await signInQuickly(page, await makeUser(request));
  await open(page, TRASH);
  await expect(page.getByText("The trash is empty")).toBeVisible();
  await expect(page.getByText("Secret")).toHaveCount(0);
});

test("the trash fits on a phone and works there", async ({ page, user: _user }) => {
  const name = "AVeryLongNameWithoutAnySpaceInItThatHasToBreakSomewhere".repeat(2);
  const { id } = await makeProfile(page, { name });
  await assign(page, { primary_profile_id: id });
  await remove(page, id);
  await open(page, TRASH);
  for (const width of [1280, 820, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
  const card = page.getByRole("list", { name: "Deleted profiles" }).getByRole("listitem");
  await expect(card).toContainText("Was used for: Primary");
  await expectAccessibleInBothThemes(page);
  await card.getByRole("button", { name: `Restore ${name}` }).click();
  await expect(report(page)).toContainText("Primary uses this profile again.");
});
