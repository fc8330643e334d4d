import type { Page } from "@playwright/test";
import { expect, fillSignIn, makeProfile, open, reload, test, untilReady } from "./browser";
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
  await expect(question(page)).toContainText("saved in this browser as a draft");
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
  await reload(page);
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
  await expect(bar(next)).toContainText("2 unsaved changes");
  const notice = next.getByRole("status").filter({ hasText: "Unsaved changes from" });
  await notice.getByRole("button", { name: "Discard" }).click();
  await expect(prompt).toHaveValue("As saved");
  await expect(field(next, "Temperature").set).toBeVisible();
  await expect(bar(next).getByRole("status")).toHaveText("");
  await reload(next);
  await expect(prompt).toHaveValue("As saved");
  expect(await saved(next, id)).toMatchObject({ revision: 1 });
});

test("another tab without changes leaves a draft alone", async ({ page, user: _user, context }) => {
  const { id } = await makeProfile(page, { name: "Two tabs" });
  await open(page, `/profiles/${id}`);
  const other = await context.newPage();
  await open(other, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Typed in the first");
  await expect(bar(page)).toContainText("1 unsaved change");
  await open(other, "/profiles");
  await open(other, `/profiles/${id}`);
  await expect(other.getByText(/^Unsaved changes from/)).toBeVisible();
  await expect(other.getByLabel("Description")).toHaveValue("Typed in the first");
});

test("where the browser keeps nothing, leaving does not promise that it does", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "No room" });
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("No room", "QuotaExceededError");
    };
  });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Precious");
  await page.getByRole("link", { name: "Assignments" }).first().click();
  await expect(question(page)).toContainText("will be lost");
  await expect(question(page)).not.toContainText("is kept");
});

test("a new profile's draft is kept apart for each starting point", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles/new");
  await page.getByLabel("Name", { exact: true }).fill("Half done");
  await expect(bar(page)).toContainText("1 unsaved change");
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
  await expect(bar(page)).toContainText("3 unsaved changes");
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Back");
  await expect(field(page, "Temperature").box).toHaveValue("0.7");
  await expect(field(page, "Stop strings").row).toContainText("a");
  await expect(bar(page).getByRole("status")).toHaveText("");
});

test("what was discarded can be brought back, and what was typed since then stays", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Regret", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  const description = page.getByLabel("Description");
  await description.fill("An hour's work");
  await field(page, "Temperature").unset.click();
  await bar(page).getByRole("button", { name: "Discard" }).click();
  await expect(field(page, "Temperature").box).toHaveValue("0.7");
  await page.getByLabel("Model version").fill("typed since");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(description).toHaveValue("An hour's work");
  await expect(field(page, "Temperature").set).toBeVisible();
  await expect(page.getByLabel("Model version")).toHaveValue("typed since");
  await expect(bar(page)).toContainText("3 unsaved changes");

  page.on("dialog", (dialog) => void dialog.accept());
  await reload(page);
  await expect(description).toHaveValue("An hour's work");
  const notice = page.getByRole("status").filter({ hasText: "Unsaved changes from" });
  await notice.getByRole("button", { name: "Discard" }).click();
  await expect(notice).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(notice).toBeVisible();
  await save(page, "Regret");
  expect(await saved(page, id)).toMatchObject({ revision: 2, description: "An hour's work" });
});

test("signed out while editing, one signs in from the bar and finds everything again", async ({
  page,
  user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Long day" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Precious");
  await page.context().clearCookies();
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText(
    "You are signed out. Your changes are saved as a draft in this browser.",
  );
  // That it is kept is told already: nothing is asked.
  await bar(page).getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/login?**");
  await untilReady(page);
  await fillSignIn(page, user);
  await page.waitForURL(`**/profiles/${id}`);
  await untilReady(page);
  await expect(page.getByLabel("Description")).toHaveValue("Precious");
  await save(page, "Long day");
  complaints.length = 0;
});

test("on a page older than the server the bar offers to load it anew, with the changes", async ({
  page,
  user: _user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Old page" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Precious");
  const address = `**/profiles/${id}`;
  await page.route(address, (route) => {
    const headers = { ...route.request().headers(), "next-action": "0".repeat(42) };
    return route.request().method() === "POST" ? route.continue({ headers }) : route.fallback();
  });
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("New version available. Your changes are saved");
  await page.unroute(address);
  await bar(page).getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText(/^Unsaved changes from/)).toBeVisible();
  await untilReady(page);
  await save(page, "Old page");
  expect(await saved(page, id)).toMatchObject({ description: "Precious" });
  complaints.length = 0;
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

test("offline is reported at once; what is saved then is sent when the connection is back", async ({
  page,
  user: _user,
  context,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Train" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("Written in a tunnel");
  // The rules that the form is checked with load with the first check.
  await page.getByLabel("Description").blur();
  await expect(bar(page)).toContainText("1 unsaved change");
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await expect(page.getByText(/^You are offline\./)).toBeVisible();
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("Offline: will be saved when the connection is back");
  await expect(page.getByLabel("Description")).toHaveValue("Written in a tunnel");
  await page.getByRole("link", { name: "Models", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(id));
  await context.setOffline(false);
  await expect(page.getByText("“Train” saved")).toBeVisible();
  await expect(page.getByText(/^You are offline\./)).toHaveCount(0);
  expect(await saved(page, id)).toMatchObject({ description: "Written in a tunnel", revision: 2 });
  // The browser reports requests that it could not send.
  complaints.length = 0;
});
