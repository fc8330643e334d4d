import { expectAccessibleInBothThemes } from "./accessible";
import { expect, makeProfile, open, signInQuickly, test } from "./browser";
import { bar, changeElsewhere, conflict, field, save, saved } from "./editor-page";

test("a save over a newer revision loses nothing on either side", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Contested", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  await field(page, "Temperature").box.fill("0.9");
  await changeElsewhere(page, id, { description: "Theirs", parameters: { top_k: 3 } });
  await page.keyboard.press("Control+s");
  const dialog = conflict(page);
  await expect(dialog).toContainText("Revision 2 by you, in another tab or program");
  expect(await saved(page, id)).toMatchObject({ revision: 2, description: "Theirs" });
  await dialog.getByRole("button", { name: "Keep editing" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(field(page, "Temperature").box).toHaveValue("0.9");

  await page.keyboard.press("Control+s");
  await dialog.getByRole("button", { name: "Use the saved version" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("Theirs");
  await expect(field(page, "Temperature").box).toHaveValue("0.7");
  await expect(bar(page).getByRole("status")).toHaveText("");

  await field(page, "Temperature").box.fill("1");
  await changeElsewhere(page, id, { description: "Again theirs" });
  await page.keyboard.press("Control+s");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Contested” saved")).toBeVisible();
  // What they changed and one did not touch stays theirs.
  expect(await saved(page, id)).toMatchObject({
    revision: 4,
    description: "Again theirs",
    parameters: { temperature: 1, top_k: 3 },
  });
  await expect(page.getByLabel("Description")).toHaveValue("Again theirs");
  await expect(bar(page).getByRole("status")).toHaveText("");
});

for (const choice of ["Use the saved version", "Keep mine"] as const) {
  test(`“${choice}” takes the bar away that led there, and the focus goes to the heading`, async ({
    page,
    user: _user,
  }) => {
    const { id } = await makeProfile(page, { name: "Contested" });
    await open(page, `/profiles/${id}`);
    await page.getByLabel("Description").fill("Mine");
    await changeElsewhere(page, id, { description: "Theirs" });
    await bar(page).getByRole("button", { name: "Save", exact: true }).press("Enter");
    await conflict(page).getByRole("button", { name: choice }).press("Enter");
    await expect(conflict(page)).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });
}

test("what “Use the saved version” drops can be brought back", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Contested" });
  await open(page, `/profiles/${id}`);
  const description = page.getByLabel("Description");
  await description.fill("Mine");
  await changeElsewhere(page, id, { description: "Theirs" });
  await page.keyboard.press("Control+s");
  await conflict(page).getByRole("button", { name: "Use the saved version" }).click();
  await expect(description).toHaveValue("Theirs");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(description).toHaveValue("Mine");
  await expect(page.getByText("You saved a newer version elsewhere (revision 2).")).toBeVisible();
  await page.keyboard.press("Control+s");
  await conflict(page).getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Contested” saved")).toBeVisible();
  expect(await saved(page, id)).toMatchObject({ revision: 3, description: "Mine" });
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
  await expect(dialog).toContainText("where both changed a field, the ones in this form win");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Disputed” saved")).toBeVisible();
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

test("the conflict and the question before leaving are accessible", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Seen", system_prompt: "One\nTwo" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("System prompt", { exact: true }).fill("One\nThree");
  await field(page, "Temperature").set.click();
  await changeElsewhere(page, id, { system_prompt: "Two", parameters: { temperature: 0.1 } });
  await page.keyboard.press("Control+s");
  await expect(conflict(page)).toContainText("Both changed 2 fields differently");
  // All of a line is gone: struck through, a dash at its start would not be seen.
  const gone = conflict(page).locator("del").first();
  await expect(gone).toHaveCSS("text-decoration-line", "none");
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Assignments" }).first().click();
  await expect(page.getByRole("alertdialog")).toContainText("saved in this browser as a draft");
  await expectAccessibleInBothThemes(page);
});

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
  await expect(other.getByText("“Shared” saved")).toBeVisible();
  expect(await saved(page, id)).toMatchObject({ revision: 3, description: "From the second" });
  await other.context().close();
});
