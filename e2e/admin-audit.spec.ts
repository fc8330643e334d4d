import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "@playwright/test";
import { browserOf, callByHand, findUser, nextAction, setSettings, test } from "./admin";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, makeProfile, open, type Person, reach, reload } from "./browser";

const events = (page: Page) =>
  page.getByRole("list", { name: "Events, newest first" }).getByRole("listitem");

/** The events that say so. */
function event(page: Page, action: string): Locator {
  const name = new RegExp(action);
  return events(page).filter({ has: page.getByRole("button", { name }) });
}

/** What a field of an open event says. */
function field(within: Locator, name: string): Locator {
  const term = within
    .page()
    .getByRole("term")
    .filter({ hasText: new RegExp(`^${name}$`) });
  return within.locator("dl > div").filter({ has: term }).getByRole("definition");
}

/** The row that says how long something is kept. */
function kept(page: Page, what: string): Locator {
  return page
    .getByRole("table", { name: "How long data is kept" })
    .getByRole("row", { name: new RegExp(`^${what}`) });
}

async function toggle(item: Locator): Promise<void> {
  await item.getByRole("button").first().click();
}

/** What a person did: a profile made and changed, by their browser and by a key of theirs. */
async function act(browser: Browser, person: Person) {
  const page = await browserOf(browser, person);
  const { id } = await makeProfile(page, {
    name: "Watched",
    parameters: { temperature: 0.5, num_ctx: 8192 },
    system_prompt: "A private text of mine",
  });
  const path = `/api/models/profiles/${id}`;
  await page.request.patch(path, { data: { parameters: { temperature: 0, num_ctx: null } } });
  const key = { name: "nightly report", scopes: ["write"] };
  const made = await page.request.post("/api/keys", { data: key });
  const { secret } = (await made.json()) as { secret: string };
  await page.context().clearCookies();
  const headers = { Authorization: `Bearer ${secret}` };
  await page.request.patch(path, { data: { name: "Watched again" }, headers });
  await page.context().close();
  return { id };
}

test("what a person did is told in words, newest first, with where it came from", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  const { id } = await act(browser, person);
  const user = await findUser(page, person.email);
  await open(page, `/admin/audit?actor=${user.id}`);
  await expect(events(page)).toHaveCount(4);
  await expect(events(page).first()).toContainText(`${person.name} by API key`);
  await expect(events(page).first()).toContainText("Profile changed");
  await expect(events(page).first()).toContainText("Profile Watched again");
  await expect(events(page).last()).toContainText("Profile created");

  const renamed = events(page).first();
  await toggle(renamed);
  await expect(field(renamed, "Name")).toHaveText("from Watched to Watched again");
  await expect(field(renamed, "API key")).toContainText("nightly report");
  await expect(field(renamed, "Actor")).toContainText(user.id);
  await expect(field(renamed, "Target")).toContainText(`profile:${id}`);
  await expect(field(renamed, "Request")).toContainText(/[\da-f-]{36}/);
  await expect(field(renamed, "IP address")).toContainText(/[\d.:]+/);

  const tuned = events(page).nth(2);
  await toggle(tuned);
  await expect(field(tuned, "Temperature")).toHaveText(/from 0\.5 to 0 \(greedy\)/);
  await expect(field(tuned, "Context length")).toHaveText(/from 8,192 tokens to not set/);

  const made = events(page).nth(3);
  await toggle(made);
  await expect(field(made, "System prompt")).toHaveText("22 characters");
  await expect(page.getByText("A private text of mine")).toHaveCount(0);
  await expect(renamed.getByRole("button").first()).toHaveAttribute("aria-expanded", "true");
  await toggle(renamed);
  await expect(field(renamed, "Request")).toHaveCount(0);

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const request = await field(tuned, "Request").locator("span").first().innerText();
  await tuned.getByRole("button", { name: "Copy the request's id" }).click();
  expect(request).toContain(await page.evaluate(() => navigator.clipboard.readText()));
});

test("a switch of several tasks names them, and says what changed by labels; a limit says what it allows", async ({
  page,
  admin: _admin,
}) => {
  const tasks = ["primary", "analysis"];
  const profile = { parameters: { temperature: 0.15 } };
  await expect(await page.request.patch("/api/tasks", { data: { tasks, profile } })).toBeOK();
  const limit = { path: "parameters.top_k", max: 90 };
  const set = await page.request.put("/api/admin/bounds", { data: limit });
  try {
    await open(page, "/admin/audit");
    const [bound, change] = [events(page).first(), events(page).nth(1)];
    await expect(bound).toContainText("Limit Top K, at most 90 tokens");
    await expect(change).toContainText("Tasks Primary and Analysis");
    await toggle(change);
    await expect(field(change, "Primary · Temperature")).toHaveText(/ to 0\.15/);
    await expect(field(change, "Analysis · Profile")).toHaveText(/^from Analysis \(Default\) to /);
    await expect(change).not.toContainText("profile_id");
  } finally {
    await page.request.delete(`/api/admin/bounds/${((await set.json()) as { id: string }).id}`);
    await page.request.post("/api/tasks/primary/undo");
  }
});

test("a default's prompt is compared word by word", async ({ page, admin: _admin }) => {
  const path = "/api/models/profiles/00000000-0000-0000-0000-000000000011";
  const before = (await (await page.request.get(path)).json()) as { system_prompt: string };
  const system_prompt = `${before.system_prompt}\nAnswer in verse.`;
  await expect(await page.request.patch(path, { data: { system_prompt } })).toBeOK();
  try {
    await open(page, "/admin/audit?action=profile.update");
    await toggle(events(page).first());
    await expect(
      page.getByRole("group", { name: "Changes of System prompt" }).locator("ins"),
    ).toContainText("Answer in verse.");
  } finally {
    await page.request.patch(path, { data: { system_prompt: before.system_prompt } });
  }
});

test("events are narrowed by actor, action, target and day, and the address says so", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  const { id } = await act(browser, person);
  await open(page, "/admin/audit");
  await page.getByRole("combobox", { name: "Actor: any" }).click();
  await page.getByPlaceholder("Search name or email").fill(person.email);
  await page.getByRole("option", { name: person.name }).click();
  await expect(events(page)).toHaveCount(4);
  await expect(page.getByRole("combobox", { name: `Actor: ${person.name}` })).toBeVisible();

  await page.getByLabel("Action", { exact: true }).selectOption("Profile changed");
  await expect(events(page)).toHaveCount(2);
  await toggle(events(page).first());
  await page.getByRole("button", { name: "All events of this target" }).click();
  await expect(page).toHaveURL(new RegExp(`target=profile%3A${id}`));
  await page.getByLabel("Action", { exact: true }).selectOption("Any action");
  await expect(events(page)).toHaveCount(3);
  await reload(page);
  await expect(events(page)).toHaveCount(3);
  await expect(page.getByLabel("Target", { exact: true })).toHaveValue(`profile:${id}`);
  await expect(page.getByRole("combobox", { name: `Actor: ${person.name}` })).toBeVisible();

  const today = await page.evaluate(() => {
    const now = new Date();
    const two = (part: number) => String(part).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  });
  await page.getByLabel("Since").fill("2200-01-01");
  await expect(page.getByText("No matching events")).toBeVisible();
  await expect(page.getByText("Enter the complete target")).toBeVisible();
  await page.getByLabel("Since").fill(today);
  await expect(events(page)).toHaveCount(3);
  await reload(page);
  await expect(page.getByLabel("Since")).toHaveValue(today);

  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
  await expect(page.getByLabel("Target", { exact: true })).toHaveValue("");
  await page.getByRole("combobox", { name: "Actor: any" }).click();
  await page.getByRole("option", { name: "System" }).click();
  await expect(event(page, "System").first()).toBeVisible();
  await expect(event(page, person.name)).toHaveCount(0);
});

test("older events come page by page, and a file has all that the filters show", async ({
  page,
  admin: _admin,
  person,
}) => {
  const user = await findUser(page, person.email);
  for (let n = 0; n < 30; n += 1) {
    for (const disabled of [true, false]) {
      await page.request.patch(`/api/admin/users/${user.id}`, { data: { disabled } });
    }
  }
  await open(page, `/admin/audit?target=user%3A${user.id}&action=user.update`);
  await expect(page.getByText("50 of 60 events")).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(events(page)).toHaveCount(60);

  const file = async (format: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: `Download ${format}` }).click();
    const got = await download;
    return { name: got.suggestedFilename(), text: await readFile(await got.path(), "utf8") };
  };
  const csv = await file("CSV");
  expect(csv.name).toMatch(/^audit-[\d-]{10}\.csv$/);
  expect(csv.text.trimEnd().split("\r\n")).toHaveLength(61);
  const json = await file("JSON");
  expect(json.name).toMatch(/^audit-[\d-]{10}\.json$/);
  const kept = JSON.parse(json.text) as { target: string; action: string }[];
  expect(kept).toHaveLength(60);
  expect(new Set(kept.map(({ target }) => target))).toEqual(new Set([`user:${user.id}`]));
});

test("how long events are kept is set, with what that costs", async ({ page, admin: _admin }) => {
  await open(page, "/admin/audit");
  await expect(kept(page, "Audit events")).toContainText("forever");
  try {
    await page.getByRole("button", { name: "Change how long audit events are kept…" }).click();
    const days = page.getByLabel("Days", { exact: true });
    await days.fill("0");
    await expect(page.getByLabel("For this many days")).toBeChecked();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(days).toBeFocused();
    await expect(days).toHaveAccessibleDescription(/from 1 to 36,500/);
    await expectAccessible(page);
    await days.fill("90");
    await expect(page.getByText("No events are older.")).toBeVisible();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(kept(page, "Audit events")).toContainText("90 days");
    await reload(page);
    await expect(kept(page, "Audit events")).toContainText("90 days");
    await expect(event(page, "Settings changed").first()).toBeVisible();
    await toggle(event(page, "Settings changed").first());
    await expect(field(events(page).first(), "Days to keep audit events")).toHaveText(
      "from 0 to 90",
    );
    await page.getByRole("button", { name: "Change how long audit events are kept…" }).click();
    await page.getByLabel("Forever").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(kept(page, "Audit events")).toContainText("forever");
  } finally {
    await setSettings(page, { audit_days: 0 });
  }
});

test("how long requests and their sums are kept is set on the same page", async ({
  page,
  admin: _admin,
}) => {
  await open(page, "/admin/audit");
  await expect(kept(page, "Gateway requests")).toContainText("30 days");
  await expect(kept(page, "Hourly usage totals")).toContainText("400 days");
  try {
    await page.getByRole("button", { name: /^Change how long gateway requests/ }).click();
    const days = page.getByLabel("Days", { exact: true });
    await days.fill("7");
    await expect(
      page.getByRole("button", { name: "Save and delete older requests" }),
    ).toBeVisible();
    await days.fill("90");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(kept(page, "Gateway requests")).toContainText("90 days");
    await expect(kept(page, "Audit events")).toContainText("forever");
  } finally {
    await setSettings(page, { request_days: 30 });
  }
});

test("settings that are changed by hand are refused to others", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  await open(page, "/admin/audit");
  await page.getByRole("button", { name: "Change how long audit events are kept…" }).click();
  await page.getByLabel("Days", { exact: true }).fill("36500");
  const save = page.getByRole("button", { name: "Save", exact: true });
  const call = await nextAction(page, () => save.click());
  await expect(kept(page, "Audit events")).toContainText("36,500 days");
  await setSettings(page, { audit_days: 0 });
  const other = await browserOf(browser, person);
  const { origin } = new URL(page.url());
  expect(await callByHand(other.request, origin, call)).toContain("permission_denied");
  const settings = await page.request.get("/api/admin/settings");
  expect(await settings.json()).toMatchObject({ audit_days: 0 });
  for (const path of ["/api/admin/audit", "/api/admin/audit/export"]) {
    expect((await other.request.get(path)).status()).toBe(403);
  }
  await other.context().close();
});

test("an event is opened and left by keyboard alone", async ({ page, admin: _admin, person }) => {
  const user = await findUser(page, person.email);
  await open(page, `/admin/audit?target=user%3A${user.id}`);
  const row = events(page).first().getByRole("button").first();
  await reach(page, row);
  await page.keyboard.press("Enter");
  await expect(field(events(page).first(), "Email address")).toHaveText(person.email);
  const all = page.getByRole("button", { name: "All events by Signed out" });
  await reach(page, all);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/actor=anonymous/);
  await page.goBack();
  await expect(page).not.toHaveURL(/actor=/);
});

test("the filters of the audit are accessible, and an open event fits", async ({
  page,
  admin: _admin,
  person,
  browser,
}) => {
  await act(browser, person);
  const user = await findUser(page, person.email);
  await open(page, `/admin/audit?actor=${user.id}`);
  await toggle(events(page).nth(2));
  await expect(field(events(page).nth(2), "Temperature")).toBeVisible();
  await page.getByRole("combobox", { name: /^Actor/ }).click();
  await expect(page.getByRole("option", { name: "Any actor" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  for (const width of [820, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
});
