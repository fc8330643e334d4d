import type { Page } from "@playwright/test";
import { assign, bar, overrides } from "./assignments-page";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, makeProfile, open, reach, test } from "./browser";

const HISTORY = "/assignments?view=history";
const list = (page: Page) =>
  page.getByRole("list", { name: "Changes of your tasks, newest first" });
const change = (page: Page, title: string) =>
  list(page).getByRole("listitem", { name: title, exact: true });

test("each change says who made it, when, and what each task used before and after", async ({
  page,
  user,
}) => {
  const before = await makeProfile(page, { name: "Before" });
  const after = await makeProfile(page, { name: "After" });
  await open(page, HISTORY);
  await expect(page.getByText("No changes yet")).toBeVisible();
  await assign(page, { primary_profile_id: before.id });
  await assign(page, { primary_profile_id: after.id, analysis_profile_id: after.id });
  await open(page, HISTORY);
  const both = change(page, "Assigned “After” to 2 tasks");
  await expect(both).toContainText(user.name);
  await expect(both.locator("time")).toHaveText(/just now|ago/);
  await expect(both.getByRole("listitem").filter({ hasText: "Primary" })).toContainText(
    /Before\s*to\s*After/,
  );
  await expect(both.getByRole("listitem").filter({ hasText: "Analysis" })).toContainText(
    /Default\s*to\s*After/,
  );
  const first = change(page, "Assigned “Before” to Primary");
  await expect(first).toContainText(/Default\s*to\s*Before/);
  await expect(list(page).getByRole("heading", { level: 2 })).toHaveText([
    "Assigned “After” to 2 tasks",
    "Assigned “Before” to Primary",
  ]);
  await expectAccessibleInBothThemes(page);

  // An earlier change cannot be undone before the later one, but restored.
  await expect(first.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await expect(first.getByRole("button", { name: "Restore Before for Primary" })).toBeVisible();
  await expect(both.getByRole("button", { name: /^Restore/ })).toHaveCount(0);
  await both.getByRole("link", { name: "Analysis" }).click();
  await page.waitForURL(/\/tasks\/analysis\?tab=history$/);
});

test("a change of several tasks is undone by keyboard, and the undo is an entry too", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Mine" });
  await assign(page, { primary_profile_id: id, analysis_profile_id: id });
  await open(page, HISTORY);
  await reach(page, page.getByRole("button", { name: "Undo: Assigned “Mine” to 2 tasks" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Change undone")).toBeVisible();
  await expect(change(page, "Undid the change to 2 tasks")).toBeVisible();
  await expect(change(page, "Assigned “Mine” to 2 tasks")).toContainText("Undone");
  await expect(list(page).getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(await overrides(page)).toEqual({});
});

test("an earlier assignment is restored after a comparison, and that is undone", async ({
  page,
  user: _user,
}) => {
  const before = await makeProfile(page, { name: "Before", parameters: { temperature: 0.1 } });
  const after = await makeProfile(page, { name: "After", parameters: { temperature: 0.9 } });
  await assign(page, { primary_profile_id: before.id });
  await assign(page, { primary_profile_id: after.id });
  await open(page, HISTORY);
  await page.getByRole("button", { name: "Restore Before for Primary" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore “Before” for Primary?" });
  await expect(dialog).toContainText("Replaces “After”");
  await expect(dialog).toContainText("Temperature");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await overrides(page)).toEqual({ primary: after.id });
  await page.getByRole("button", { name: "Restore Before for Primary" }).click();
  await dialog.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("Primary uses “Before” again")).toBeVisible();
  await expect(change(page, "Restored “Before” for Primary")).toBeVisible();
  expect(await overrides(page)).toEqual({ primary: before.id });
  await page.getByRole("button", { name: "Undo: Restored “Before” for Primary" }).click();
  await expect(page.getByText("Change undone")).toBeVisible();
  expect(await overrides(page)).toEqual({ primary: after.id });
});

test("a deleted profile is marked and cannot be restored here; a reset can", async ({
  page,
  user: _user,
}) => {
  const gone = await makeProfile(page, { name: "Gone" });
  const mine = await makeProfile(page, { name: "Mine" });
  await assign(page, { primary_profile_id: gone.id });
  await page.request.delete(`/api/models/profiles/${gone.id}`);
  await assign(page, { primary_profile_id: mine.id });
  await open(page, HISTORY);
  const deleted = change(page, "Deleted “Gone”, used by Primary");
  await expect(deleted).toContainText(/Gone\s*to\s*Default/);
  await expect(deleted.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await deleted.getByRole("button", { name: "Restore the default for Primary" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore the default for Primary?" });
  await dialog.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("Primary uses the default again")).toBeVisible();
  expect(await overrides(page)).toEqual({});
  const assigned = list(page)
    .getByRole("listitem")
    .filter({ hasText: /Default\s*to\s*Gone/ });
  await expect(assigned.last()).toContainText("Deleted");
  await expect(assigned.last().getByRole("button", { name: /^Restore/ })).toHaveCount(0);
});

test("a change of a profile says which values it changed, in words", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Mine", parameters: { temperature: 0.7 } });
  await assign(page, { primary_profile_id: id });
  const tuned = await page.request.patch("/api/tasks/primary", {
    data: { profile: { parameters: { temperature: 0.2 } } },
  });
  await expect(tuned).toBeOK();
  await open(page, HISTORY);
  const entry = change(page, "Changed Primary");
  await expect(entry).toContainText("Mine");
  await expect(entry).toContainText(/Temperature\s*from\s*0\.7\s*to\s*0\.2/);
  await expectAccessibleInBothThemes(page);

  // A task that uses another profile now still says so.
  const other = await makeProfile(page, { name: "Other" });
  await assign(page, { primary_profile_id: other.id });
  await open(page, "/tasks/primary?tab=history");
  await expect(
    page
      .getByRole("list", { name: /^History of Primary/ })
      .getByRole("listitem")
      .filter({
        hasText: "Changed “Mine”",
      }),
  ).toContainText(/Temperature\s*from\s*0\.7\s*to\s*0\.2/);
});

test("an undo that has become impossible says why, and changes nothing", async ({
  page,
  user: _user,
  complaints,
}) => {
  const one = await makeProfile(page, { name: "One" });
  const two = await makeProfile(page, { name: "Two" });
  await assign(page, { primary_profile_id: one.id });
  await open(page, HISTORY);
  await expect(page.getByRole("button", { name: "Undo: Assigned “One” to Primary" })).toBeVisible();
  await assign(page, { primary_profile_id: two.id });
  await page.getByRole("button", { name: "Undo: Assigned “One” to Primary" }).click();
  await expect(page.getByText(/Primary uses another profile now/).first()).toBeVisible();
  expect(await overrides(page)).toEqual({ primary: two.id });
  complaints.length = 0;
});

test("a long history comes in pages, and what is saved in the list is its newest entry", async ({
  page,
  user: _user,
}) => {
  const one = await makeProfile(page, { name: "One" });
  const two = await makeProfile(page, { name: "Two" });
  for (let index = 0; index < 26; index += 1) {
    const { id } = index % 2 === 0 ? one : two;
    await assign(page, { primary_profile_id: id, analysis_profile_id: id });
  }
  await open(page, HISTORY);
  const titles = list(page).getByRole("heading", { level: 2 });
  await expect(titles).toHaveCount(25);
  await expect(page.getByText("50 of 52 changes")).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(titles).toHaveCount(26);
  await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0);

  await page.getByRole("tab", { name: "List" }).click();
  await page.getByRole("button", { name: "Reset Primary to default" }).click();
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("1 assignment saved")).toBeVisible();
  await page.getByRole("tab", { name: "History" }).click();
  await expect(titles.first()).toHaveText("Reset Primary to its default");
});

test("a history that cannot be loaded offers to try again", async ({
  page,
  user: _user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Mine" });
  await assign(page, { primary_profile_id: id });
  await open(page, "/assignments");
  await page.route("**/api/tasks/history*", (route) => route.fulfill({ status: 403, json: {} }));
  await page.getByRole("tab", { name: "History" }).click();
  const retry = page.getByRole("alert").getByRole("button", { name: "Try again" });
  await expect(retry).toBeVisible({ timeout: 20_000 });
  await page.unroute("**/api/tasks/history*");
  await retry.click();
  await expect(change(page, "Assigned “Mine” to Primary")).toBeVisible();
  complaints.length = 0;
});

test("the history fits on a phone, with long names", async ({ page, user: _user }) => {
  const name = "AVeryLongNameWithoutAnySpaceInItThatHasToBreakSomewhere".repeat(2);
  const { id } = await makeProfile(page, { name });
  await assign(page, { primary_profile_id: id, analysis_profile_id: id });
  await assign(page, { primary_profile_id: null });
  await open(page, HISTORY);
  for (const width of [1280, 820, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expect(list(page)).toContainText(name);
    await expectNoOverflow(page);
  }
  await expectAccessibleInBothThemes(page);
});
