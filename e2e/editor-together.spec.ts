import type { Page } from "@playwright/test";
import {
  ADMIN,
  ensureAdmin,
  expect,
  expectAccessible,
  makeProfile,
  makeUser,
  open,
  signInQuickly,
  test,
  unique,
  untilReady,
} from "./browser";
import { bar, comeBack, field, save, saved } from "./editor-page";

const conflict = (page: Page) =>
  page.getByRole("dialog", { name: "A newer revision was saved meanwhile" });

async function changeElsewhere(page: Page, id: string, patch: object) {
  const answer = await page.request.patch(`/api/models/profiles/${id}`, { data: patch });
  expect(answer.status()).toBe(200);
}

test("what is saved elsewhere is there when one comes back, unless one has changes", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Followed", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  await changeElsewhere(page, id, { parameters: { temperature: 0.2 } });
  await comeBack(page);
  await expect(field(page, "Temperature").box).toHaveValue("0.2");
  await expect(page.getByText("Revision 2")).toBeVisible();

  await field(page, "Temperature").box.fill("0.9");
  await changeElsewhere(page, id, { name: "Renamed" });
  await comeBack(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Renamed");
  await expect(field(page, "Temperature").box).toHaveValue("0.9");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Followed");
});

test("a save over a newer revision loses nothing on either side", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Contested", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  await field(page, "Temperature").box.fill("0.9");
  await changeElsewhere(page, id, { description: "Theirs", parameters: { top_k: 3 } });
  await page.keyboard.press("Control+s");
  const dialog = conflict(page);
  await expect(dialog).toContainText("Revision 2 by");
  expect(await saved(page, id)).toMatchObject({ revision: 2, description: "Theirs" });
  await dialog.getByRole("button", { name: "Go on editing" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(field(page, "Temperature").box).toHaveValue("0.9");

  await page.keyboard.press("Control+s");
  await dialog.getByRole("button", { name: "Take theirs" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("Theirs");
  await expect(field(page, "Temperature").box).toHaveValue("0.7");
  await expect(bar(page).getByRole("status")).toHaveText("");

  await field(page, "Temperature").box.fill("1");
  await changeElsewhere(page, id, { description: "Again theirs" });
  await page.keyboard.press("Control+s");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Contested” is saved")).toBeVisible();
  // What they changed and one did not touch stays theirs.
  expect(await saved(page, id)).toMatchObject({
    revision: 4,
    description: "Again theirs",
    parameters: { temperature: 1, top_k: 3 },
  });
  await expect(page.getByLabel("Description")).toHaveValue("Again theirs");
  await expect(bar(page).getByRole("status")).toHaveText("");
});

test("of a field that both changed mine is kept, and what I unset stays unset", async ({
  page,
  user: _user,
}) => {
  const parameters = { temperature: 0.7, top_k: 40, top_p: 0.9 };
  const { id } = await makeProfile(page, { name: "Disputed", parameters });
  await open(page, `/profiles/${id}`);
  await field(page, "Temperature").box.fill("1");
  await field(page, "Top K").unset.click();
  await changeElsewhere(page, id, { parameters: { temperature: 0.2, top_p: null, seed: 5 } });
  await page.keyboard.press("Control+s");
  const dialog = conflict(page);
  await expect(dialog).toContainText("a field that both changed is yours, all else stays theirs");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Disputed” is saved")).toBeVisible();
  expect((await saved(page, id)).parameters).toEqual({ temperature: 1, seed: 5 });
  await expect(field(page, "Seed").box).toHaveValue("5");
  await expect(field(page, "Top P").set).toBeVisible();
});

test("what is refused of “Keep mine” stands in the form, with the focus on the fault", async ({
  page,
  user: _user,
}) => {
  await makeProfile(page, { name: "Taken" });
  const { id } = await makeProfile(page, { name: "Free" });
  await open(page, `/profiles/${id}`);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Taken");
  await changeElsewhere(page, id, { description: "Theirs" });
  await bar(page).getByRole("button", { name: "Save", exact: true }).press("Enter");
  const dialog = conflict(page);
  await dialog.getByRole("button", { name: "Keep mine" }).press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Description")).toHaveValue("Theirs");
  await name.fill("Free again");
  await save(page, "Free again");
  expect(await saved(page, id)).toMatchObject({ revision: 3, description: "Theirs" });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the conflict and the question before leaving are accessible, ${colorScheme}`, async ({
    page,
    user: _user,
  }) => {
    await page.emulateMedia({ colorScheme });
    const { id } = await makeProfile(page, { name: "Seen", system_prompt: "One\nTwo" });
    await open(page, `/profiles/${id}`);
    await page.getByLabel("System prompt", { exact: true }).fill("One\nThree");
    await field(page, "Temperature").set.click();
    await changeElsewhere(page, id, { system_prompt: "Two", parameters: { temperature: 0.1 } });
    await page.keyboard.press("Control+s");
    await expect(conflict(page)).toContainText("2 fields were changed by both");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Assignments" }).first().click();
    await expect(page.getByRole("alertdialog")).toContainText("is kept in this browser");
    await expectAccessible(page);
  });
}

test("a second browser's save is not overwritten, and its own words are not lost", async ({
  page,
  user,
  browser,
}) => {
  const { id } = await makeProfile(page, { name: "Shared" });
  await open(page, `/profiles/${id}`);
  const other = await (await browser.newContext()).newPage();
  await signInQuickly(other, user);
  await open(other, `/profiles/${id}`);
  await page.getByLabel("Description").fill("From the first");
  await other.getByLabel("Description").fill("From the second");
  await save(page, "Shared");
  await other.keyboard.press("Control+s");
  const dialog = conflict(other);
  await expect(dialog).toContainText("From the first");
  await expect(dialog).toContainText("From the second");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(other.getByText("“Shared” is saved")).toBeVisible();
  expect(await saved(page, id)).toMatchObject({ revision: 3, description: "From the second" });
  await other.context().close();
});

test("the history keeps what is being edited, and restoring reaches the form", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Past", parameters: { temperature: 0.3 } });
  await changeElsewhere(page, id, { parameters: { temperature: 0.6 } });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Half typed");
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("heading", { name: "Revision 2" })).toBeVisible();
  await page.getByRole("tab", { name: "Edit" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("Half typed");
  await bar(page).getByRole("button", { name: "Discard" }).click();

  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Restore revision 1…" }).click();
  await page.getByRole("button", { name: "Restore revision 1", exact: true }).click();
  await expect(page.getByText("Revision 1 is restored as revision 3")).toBeVisible();
  await page.getByRole("tab", { name: "Edit" }).click();
  await expect(field(page, "Temperature").box).toHaveValue("0.3");
});

test("a refused save while the history is open leads to the field at fault", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Faulty" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("heading", { name: "Revision 1" })).toBeVisible();
  await page.keyboard.press("Control+s");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(page).not.toHaveURL(/tab=/);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Revision 1" })).toBeVisible();
});

test("restoring while something is unsaved is told beforehand, and loses nothing", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Back", parameters: { temperature: 0.3 } });
  await changeElsewhere(page, id, { parameters: { temperature: 0.6 } });
  await open(page, `/profiles/${id}?tab=history`);
  await page.getByRole("button", { name: "Restore revision 1…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore revision 1?" });
  await expect(dialog).toContainText("What changes against now");
  await expect(dialog).not.toContainText("not saved");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("tab", { name: "Edit" }).click();
  await page.getByLabel("Description").fill("Half typed");
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Restore revision 1…" }).click();
  await expect(dialog).toContainText("You have changes that are not saved. They stay in the form");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Restore revision 1", exact: true }).click();
  await expect(page.getByText("Revision 1 is restored as revision 3")).toBeVisible();
  await page.getByRole("tab", { name: "Edit" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("Half typed");
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await conflict(page).getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Back” is saved")).toBeVisible();
  expect(await saved(page, id)).toMatchObject({
    revision: 4,
    description: "Half typed",
    parameters: { temperature: 0.3 },
  });
});

test("a default is read by users, and cannot be edited by them", async ({ page, user: _user }) => {
  await open(page, "/profiles/00000000-0000-0000-0000-000000000001");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Primary (Default)");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(page.getByRole("slider")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Changes" })).toHaveCount(0);
  await page.getByRole("button", { name: "Duplicate to edit" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("000000000001"));
  await untilReady(page);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Primary (copy)");
});

test("an admin edits a default, and is told whom that reaches", async ({ page, request }) => {
  await ensureAdmin(request);
  await signInQuickly(page, ADMIN);
  const id = "00000000-0000-0000-0000-000000000016";
  await open(page, `/profiles/${id}`);
  await expect(
    page.getByText(/In force for \d+ of \d+ (person|people); \d+ profiles? inherits? from it\./),
  ).toBeVisible();
  await expect(page.getByLabel("Task", { exact: true })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Delete…" })).toHaveCount(0);
  const description = page.getByLabel("Description");
  const before = await description.inputValue();
  await description.fill(unique("Changed by an admin"));
  const name = await page.getByLabel("Name", { exact: true }).inputValue();
  await save(page, name);
  await description.fill(before);
  await save(page, name);
});

test("another's profile is not there, by address either", async ({
  page,
  user: _user,
  request,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Private" });
  await page.context().clearCookies();
  await signInQuickly(page, await makeUser(request));
  expect((await page.goto(`/profiles/${id}`))?.status()).toBe(404);
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
  await open(page, `/profiles/new?base=${id}&from=${id}`);
  await expect(page.getByText("is not there any more")).toHaveCount(2);
  complaints.length = 0;
});
