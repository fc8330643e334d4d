import { expectAccessible } from "./accessible";
import {
  ADMIN,
  ensureAdmin,
  expect,
  makeProfile,
  makeUser,
  open,
  signInQuickly,
  test,
  unique,
  untilReady,
} from "./browser";
import {
  bar,
  changeElsewhere,
  comeBack,
  confirmDefault,
  conflict,
  field,
  idIn,
  save,
  saved,
} from "./editor-page";

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
  const newer = page.getByText(
    "You saved a newer version elsewhere (revision 3). Review before saving.",
  );
  await expect(newer).toBeVisible();
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Renamed");
  await expect(newer).toHaveCount(0);
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
  await expect(page.getByText("Revision 1 restored as revision 3")).toBeVisible();
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
  await expect(dialog).toContainText("Changes from current version");
  await expect(dialog).not.toContainText("not saved");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("tab", { name: "Edit" }).click();
  await page.getByLabel("Description").fill("Half typed");
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Restore revision 1…" }).click();
  await expect(dialog).toContainText("You have unsaved changes. They stay in the form");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Restore revision 1", exact: true }).click();
  await expect(page.getByText("Revision 1 restored as revision 3")).toBeVisible();
  await page.getByRole("tab", { name: "Edit" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("Half typed");
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await conflict(page).getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Back” saved")).toBeVisible();
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
  await expect(page.getByRole("button", { name: "Duplicate" })).toBeVisible();
  await page.getByRole("link", { name: "Customize" }).click();
  await page.waitForURL("**/profiles/new?base=*");
  await untilReady(page);
  await page.getByLabel("Name", { exact: true }).fill("Mine");
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  // It inherits everything: nothing is copied.
  expect(await saved(page, idIn(page))).toMatchObject({
    type: 1,
    base_profile_id: "00000000-0000-0000-0000-000000000001",
    parameters: {},
    system_prompt: "",
    circuit_breaker: null,
  });
});

test("a default that one may only read shows what changes of it elsewhere", async ({
  page,
  user: _user,
  browser,
}) => {
  const id = "00000000-0000-0000-0000-000000000012";
  await open(page, `/profiles/${id}`);
  const fact = (text: string) => page.getByRole("definition").filter({ hasText: text });
  await makeProfile(page, { name: "Standing on it", base_profile_id: id });
  const model_profiles = { analysis_profile_id: id };
  await page.request.patch("/api/config", { data: { model_profiles } });
  await comeBack(page);
  await expect(fact("Standing on it")).toBeVisible();
  await expect(fact("Analysis")).toBeVisible();

  const admin = await (await browser.newContext()).newPage();
  await signInQuickly(admin, ADMIN);
  const before = (await saved(admin, id)) as { description: string };
  try {
    await changeElsewhere(admin, id, { description: "Changed by an admin" });
    await comeBack(page);
    await expect(fact("Changed by an admin")).toBeVisible();
  } finally {
    await changeElsewhere(admin, id, { description: before.description });
  }
  await admin.context().close();
});

test("an admin edits a default, and is told whom that reaches", async ({ page, request }) => {
  await ensureAdmin(request);
  await signInQuickly(page, ADMIN);
  const id = "00000000-0000-0000-0000-000000000016";
  await open(page, `/profiles/${id}`);
  await expect(
    page.getByText(/Active for \d+ of \d+ (person|people); \d+ profiles? inherits? from it\./),
  ).toBeVisible();
  await expect(page.getByLabel("Task", { exact: true })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Delete…" })).toHaveCount(0);
  const description = page.getByLabel("Description");
  const before = await description.inputValue();
  await description.fill(unique("Changed by an admin"));
  const name = await page.getByLabel("Name", { exact: true }).inputValue();
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  const question = page.getByRole("alertdialog", { name: `Save “${name}” for everyone?` });
  await expect(question).toContainText(/Active for \d+ of \d+ (person|people)/);
  await question.getByRole("button", { name: "Cancel" }).click();
  expect((await saved(page, id)).description).toBe(before);
  await confirmDefault(page, name);
  // It asks once.
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
  await expect(page.getByText("Page not found")).toBeVisible();
  await open(page, `/profiles/new?base=${id}&from=${id}`);
  await expect(page.getByText("no longer exists")).toHaveCount(2);
  complaints.length = 0;
});
