import type { Page } from "@playwright/test";
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
import { bar, field, idIn, save, saved } from "./editor-page";

const question = (page: Page) => page.getByRole("alertdialog", { name: "Leave without saving?" });

test("leaving with changes asks, says that they are kept, and brings them back", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Kept", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  await field(page, "Temperature").box.fill("0.1");
  await page.getByRole("link", { name: "Assignments" }).first().click();
  await expect(question(page)).toContainText("is kept in this browser");
  await question(page).getByRole("button", { name: "Stay" }).click();
  await expect(field(page, "Temperature").box).toHaveValue("0.1");
  await page.getByRole("link", { name: "Assignments" }).first().click();
  await question(page).getByRole("button", { name: "Leave" }).click();
  await page.waitForURL("**/assignments");

  await page.goBack();
  await untilReady(page);
  await expect(page.getByText(/^Unsaved changes from .* restored$/)).toBeVisible();
  await expect(field(page, "Temperature").box).toHaveValue("0.1");
  await save(page, "Kept");
  await expect(page.getByText(/^Unsaved changes from/)).toHaveCount(0);
  await page.reload();
  await untilReady(page);
  await expect(field(page, "Temperature").box).toHaveValue("0.1");
  await expect(page.getByText(/^Unsaved changes from/)).toHaveCount(0);
});

test("a draft outlives the page, until it is discarded", async ({ page, user: _user, context }) => {
  const { id } = await makeProfile(page, { name: "Closed", system_prompt: "As saved" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("System prompt", { exact: true }).fill("Typed\n  and not saved");
  await field(page, "Temperature").set.click();
  await page.keyboard.type("0");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => page.isClosed()).toBe(true);

  const next = await context.newPage();
  await open(next, `/profiles/${id}`);
  await expect(next.getByText(/^Unsaved changes from/)).toBeVisible();
  const prompt = next.getByLabel("System prompt", { exact: true });
  await expect(prompt).toHaveValue("Typed\n  and not saved");
  await expect(field(next, "Temperature").box).toHaveValue("0");
  await expect(bar(next)).toContainText("2 changes not saved");
  const notice = next.getByRole("status").filter({ hasText: "Unsaved changes" });
  await notice.getByRole("button", { name: "Discard" }).click();
  await expect(prompt).toHaveValue("As saved");
  await expect(field(next, "Temperature").set).toBeVisible();
  await expect(bar(next).getByRole("status")).toHaveText("");
  await next.reload();
  await untilReady(next);
  await expect(prompt).toHaveValue("As saved");
  expect(await saved(next, id)).toMatchObject({ revision: 1 });
});

test("a new profile's draft is kept apart for each starting point", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles/new");
  await page.getByLabel("Name", { exact: true }).fill("Half done");
  await expect(bar(page)).toContainText("1 change not saved");
  await page.getByRole("link", { name: "Cancel" }).click();
  await question(page).getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(/\/profiles$/);
  await open(page, "/profiles/new?task=analysis");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
  await open(page, "/profiles/new");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Half done");
});

test("discarding takes all changes back", async ({ page, user: _user }) => {
  const parameters = { temperature: 0.7, stop: ["a"] };
  const { id } = await makeProfile(page, { name: "Back", parameters });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Name", { exact: true }).fill("Forth");
  await field(page, "Temperature").unset.click();
  await field(page, "Stop strings").row.getByRole("button", { name: "Remove “a”" }).click();
  await expect(bar(page)).toContainText("3 changes not saved");
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Back");
  await expect(field(page, "Temperature").box).toHaveValue("0.7");
  await expect(field(page, "Stop strings").row).toContainText("a");
  await expect(bar(page).getByRole("status")).toHaveText("");
});

async function changeElsewhere(page: Page, id: string, patch: object) {
  const answer = await page.request.patch(`/api/models/profiles/${id}`, { data: patch });
  expect(answer.status()).toBe(200);
}

/** Somebody comes back to the page. */
async function comeBack(page: Page) {
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true })),
  );
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
  const told = page.getByRole("alert").filter({ hasText: "saved elsewhere" });
  await expect(told).toBeVisible();
  expect(await saved(page, id)).toMatchObject({ revision: 2, description: "Theirs" });
  await told.getByRole("button", { name: "Go on editing" }).click();
  await expect(told).toHaveCount(0);
  await expect(field(page, "Temperature").box).toHaveValue("0.9");

  await page.keyboard.press("Control+s");
  await told.getByRole("button", { name: "Take theirs" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("Theirs");
  await expect(field(page, "Temperature").box).toHaveValue("0.7");
  await expect(bar(page).getByRole("status")).toHaveText("");

  await field(page, "Temperature").box.fill("1");
  await changeElsewhere(page, id, { description: "Again theirs" });
  await page.keyboard.press("Control+s");
  await told.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("“Contested” is saved")).toBeVisible();
  expect(await saved(page, id)).toMatchObject({
    revision: 4,
    description: "Theirs",
    parameters: { temperature: 1, top_k: 3 },
  });
});

test("a save that does not reach the server keeps everything and can be tried again", async ({
  page,
  user: _user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Cut off" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Precious");
  const address = `**/profiles/${id}`;
  await page.route(address, (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("The server does not answer");
  await expect(page.getByLabel("Description")).toHaveValue("Precious");
  await page.unroute(address);
  await save(page, "Cut off");
  expect(await saved(page, id)).toMatchObject({ description: "Precious" });
  // The browser tells of the request that was cut off.
  complaints.length = 0;
});

test("a profile that was deleted meanwhile can be saved as a new one", async ({
  page,
  user: _user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Vanishing" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Saved from the flood");
  await page.request.delete(`/api/models/profiles/${id}`);
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("No such profile");
  await page.getByRole("button", { name: "Save as new…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save as new" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  expect(await saved(page, idIn(page))).toMatchObject({ description: "Saved from the flood" });
  // The page asks for what is gone.
  complaints.length = 0;
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
  await expect(page.getByText("what you save reaches everybody")).toBeVisible();
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
