import type { Page } from "@playwright/test";
import {
  expect,
  expectNoOverflow,
  makeProfile,
  makeUser,
  open,
  reach,
  reload,
  signInQuickly,
  test,
} from "./browser";

const DEFAULT = "00000000-0000-0000-0000-000000000012";
const PROMPT = "You are a careful engineer.\nSay what you changed.\nWrite tests.";

async function change(page: Page, id: string, content: object): Promise<void> {
  const answer = await page.request.patch(`/api/models/profiles/${id}`, { data: content });
  expect(answer.status()).toBe(200);
}

async function read(page: Page, id: string) {
  const answer = await page.request.get(`/api/models/profiles/${id}`);
  return (await answer.json()) as Record<string, unknown>;
}

/** A profile of three revisions. */
async function makeHistory(page: Page): Promise<string> {
  const { id } = await makeProfile(page, {
    name: "With a past",
    parameters: { temperature: 0.5, num_ctx: 8192 },
    system_prompt: PROMPT,
  });
  await change(page, id, { parameters: { temperature: 0, num_ctx: null, num_predict: -1 } });
  await change(page, id, { system_prompt: PROMPT.replace("careful", "bold"), type: 18 });
  return id;
}

function revision(page: Page, number: number) {
  return page
    .getByRole("list", { name: "Revisions, newest first" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: `Revision ${number}`, exact: true }) });
}

/** What a field of a revision, or of a dialog, says. */
function field(within: ReturnType<Page["locator"]>, name: string) {
  const term = within.page().getByRole("term").filter({ hasText: name });
  return within.locator("dl > div").filter({ has: term }).getByRole("definition");
}

async function restore(page: Page, number: number): Promise<void> {
  await page.getByRole("button", { name: `Restore revision ${number}…` }).click();
  const button = page.getByRole("button", { name: `Restore revision ${number}`, exact: true });
  await button.click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("a line that is empty, such as the one after the last newline, is told as such", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Ends", system_prompt: `${PROMPT}\n` });
  await change(page, id, { system_prompt: PROMPT });
  await open(page, `/profiles/${id}?tab=history`);
  await expect(revision(page, 2)).toContainText("Removed: (empty line)");
});

test("the history tells newest first who changed what, in words", async ({ page, user }) => {
  const id = await makeHistory(page);
  await open(page, `/profiles/${id}`);
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page).toHaveURL(/tab=history/);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText([
    "Revision 3",
    "Revision 2",
    "Revision 1",
  ]);
  await expect(revision(page, 3)).toContainText(user.name);
  await expect(revision(page, 3)).toContainText("Current");

  await expect(field(revision(page, 3), "Task")).toHaveText("from Primary to Engineering");
  const prompt = revision(page, 3).getByRole("group", { name: "Changes of System prompt" });
  await expect(prompt.locator("del")).toHaveText(["careful"]);
  await expect(prompt.locator("ins")).toHaveText(["bold"]);
  await expect(prompt).toContainText("Removed: You are a careful engineer.");
  await expect(prompt).toContainText("Added: You are a bold engineer.");

  const second = revision(page, 2);
  await expect(field(second, "Temperature")).toHaveText("from 0.5 to 0 (greedy)");
  await expect(field(second, "Context length")).toHaveText("from 8,192 tokens to not set");
  await expect(field(second, "Tokens to predict")).toHaveText("from not set to -1 (no limit)");
  await expect(revision(page, 1)).toContainText("Created with:");
  await expect(field(revision(page, 1), "Model")).toHaveText("qwen3-30b-a3b-q4-k-m");

  await reload(page);
  await expect(page.getByRole("tab", { name: "History" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("tab", { name: "History" }).press("ArrowLeft");
  await expect(revision(page, 3)).toHaveCount(0);
  await page.goBack();
  await expect(revision(page, 3)).toBeVisible();
});

test("restoring names what changes, brings the old values back and can be undone", async ({
  page,
  user: _user,
}) => {
  const id = await makeHistory(page);
  await open(page, `/profiles/${id}?tab=history`);
  await page.getByRole("button", { name: "Restore revision 1…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore revision 1?" });
  // Not the box of a long text, which stands below what is to be read first.
  await expect(dialog).toBeFocused();
  await expect(field(dialog, "Temperature")).toHaveText("from 0 (greedy) to 0.5");
  await expect(field(dialog, "Context length")).toHaveText("from not set to 8,192 tokens");
  await expect(field(dialog, "Tokens to predict")).toHaveText("from -1 (no limit) to not set");
  await expect(field(dialog, "Task")).toHaveText("from Engineering to Primary");
  await expect(dialog.locator("ins")).toHaveText(["careful"]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  expect(await read(page, id)).toMatchObject({ revision: 3 });

  await restore(page, 1);
  await expect(page.getByText("Revision 1 restored as revision 4")).toBeVisible();
  await expect(revision(page, 4)).toContainText("Current");
  await expect(revision(page, 1)).toContainText("Same as current");
  // What led there is not there any more.
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(await read(page, id)).toMatchObject({
    revision: 4,
    type: 1,
    parameters: { temperature: 0.5, num_ctx: 8192 },
    system_prompt: PROMPT,
  });

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Restore undone")).toBeVisible();
  await expect(revision(page, 5)).toContainText("Current");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  expect(await read(page, id)).toMatchObject({
    revision: 5,
    type: 18,
    parameters: { temperature: 0, num_predict: -1 },
  });
});

test("the name above the tabs follows what is restored", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Before" });
  await change(page, id, { name: "After" });
  await open(page, `/profiles/${id}?tab=history`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("After");
  await restore(page, 1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Before");
});

test("a restore on what was saved meanwhile is refused, and tells the new difference", async ({
  page,
  user: _user,
}) => {
  const id = await makeHistory(page);
  await open(page, `/profiles/${id}?tab=history`);
  await page.getByRole("button", { name: "Restore revision 2…" }).click();
  const dialog = page.getByRole("dialog", { name: "Restore revision 2?" });
  await expect(field(dialog, "Temperature")).toHaveCount(0);
  await change(page, id, { parameters: { temperature: 1 } });
  const button = dialog.getByRole("button", { name: "Restore revision 2" });
  await button.click();
  await expect(dialog.getByRole("alert")).toContainText("Someone saved a newer version");
  await expect(field(dialog, "Temperature")).toHaveText("from 1 to 0 (greedy)");
  expect(await read(page, id)).toMatchObject({ revision: 4, parameters: { temperature: 1 } });
  await button.click();
  await expect(dialog).toHaveCount(0);
  expect(await read(page, id)).toMatchObject({ revision: 5, parameters: { temperature: 0 } });
});

test("what may not come back says why, and changes nothing", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Old name" });
  await change(page, id, { name: "New name" });
  await makeProfile(page, { name: "old name" });
  await open(page, `/profiles/${id}?tab=history`);
  await page.getByRole("button", { name: "Restore revision 1…" }).click();
  await page.getByRole("button", { name: "Restore revision 1", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Name already in use");
  expect(await read(page, id)).toMatchObject({ revision: 2, name: "New name" });
});

test("a long history comes in pages, and the oldest can be restored", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Long", description: "1" });
  for (let n = 2; n <= 22; n += 1) await change(page, id, { description: String(n) });
  await open(page, `/profiles/${id}?tab=history`);
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(20);
  await expect(page.getByText("20 of 22 revisions")).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(22);
  // The last one of the first page is compared with the first one of the next page.
  await expect(field(revision(page, 2), "Description")).toHaveText("from 1 to 2");
  await restore(page, 1);
  expect(await read(page, id)).toMatchObject({ revision: 23, description: "1" });
});

test("texts with little in common are too large to compare line by line, and can be read", async ({
  page,
  user: _user,
}) => {
  const linesOf = (word: string) =>
    Array.from({ length: 3000 }, (_, n) => `${word} ${n}`).join("\n");
  const { id } = await makeProfile(page, { name: "Large", system_prompt: linesOf("before") });
  await change(page, id, { system_prompt: linesOf("after") });
  const html = await (await page.request.get(`/profiles/${id}?tab=history`)).text();
  expect(html).toContain("Revision <!-- -->2");
  expect(html).not.toContain("Removed: ");
  await open(page, `/profiles/${id}?tab=history`);
  const prompt = revision(page, 2).getByRole("group", { name: "Changes of System prompt" });
  await expect(prompt).toContainText("Too large to compare line by line.");
  await expect(prompt.getByText("before 2999")).toBeHidden();
  await prompt.getByText(/^Before: /).click();
  await expect(prompt.getByText("before 2999")).toBeVisible();
});

test("a history that cannot be had offers another try", async ({
  page,
  user: _user,
  complaints,
}) => {
  const id = await makeHistory(page);
  await open(page, `/profiles/${id}`);
  const address = "**/revisions?*";
  await page.route(address, (route) =>
    route.fulfill({ status: 400, json: { ...REFUSAL, code: "invalid_query" } }),
  );
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByText("Made up by the test.")).toBeVisible();
  await page.unroute(address);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(revision(page, 3)).toBeVisible();
  complaints.length = 0;
});

const REFUSAL = {
  type: "/docs/api#invalid_query",
  title: "Invalid query",
  status: 400,
  detail: "Made up by the test.",
};

test("the history of a default can be read by a user, who cannot restore it", async ({
  page,
  user: _user,
}) => {
  await open(page, `/profiles/${DEFAULT}?tab=history`);
  await expect(revision(page, 1)).toContainText("System");
  await expect(page.getByText("Only admins can restore revisions of a default")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Restore/ })).toHaveCount(0);
});

test("the history of somebody else's profile is not there", async ({
  page,
  user: _user,
  request,
  complaints,
}) => {
  const id = await makeHistory(page);
  await page.context().clearCookies();
  await signInQuickly(page, await makeUser(request));
  const answer = await page.goto(`/profiles/${id}?tab=history`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByText("Page not found")).toBeVisible();
  expect((await page.request.get(`/api/models/profiles/${id}/revisions`)).status()).toBe(404);
  complaints.length = 0;
});

test("a revision is restored by keyboard alone", async ({ page, user: _user }) => {
  const id = await makeHistory(page);
  await open(page, `/profiles/${id}`);
  const tab = page.getByRole("tab", { name: "Edit" });
  await reach(page, tab);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "History" })).toBeFocused();
  const trigger = page.getByRole("button", { name: "Restore revision 1…" });
  await expect(trigger).toBeVisible();
  await reach(page, trigger);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Restore revision 1?" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(trigger).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await reach(page, dialog.getByRole("button", { name: "Restore revision 1" }));
  await page.keyboard.press("Enter");
  await expect(revision(page, 4)).toContainText("Current");
  expect(await read(page, id)).toMatchObject({ revision: 4, parameters: { temperature: 0.5 } });
});

test("a history with long words and its dialog fit", async ({ page, user: _user }) => {
  const id = await makeHistory(page);
  const long = "AVeryLongNameWithoutAnySpaceInIt".repeat(3);
  await change(page, id, { name: long, system_prompt: long.repeat(3) });
  await open(page, `/profiles/${id}?tab=history`);
  await expect(page.locator("ins").first()).toBeVisible();
  for (const width of [1280, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
  await page.getByRole("button", { name: "Restore revision 1…" }).click();
  await expect(page.getByRole("dialog").locator("ins").first()).toBeVisible();
  await expectNoOverflow(page);
});
