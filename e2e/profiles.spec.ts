import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, makeProfile, open, reach, reload, test, unique } from "./browser";

const rows = (page: Page) => page.getByRole("table", { name: "Profiles" }).locator("tbody tr");

function row(page: Page, name: string) {
  return rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
}

async function choose(page: Page, name: string, action: string) {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test("one starts from a default", async ({ page, user: _user }) => {
  await open(page, "/profiles");
  await expect(page.getByText("You have no profiles yet")).toBeVisible();
  await page.getByRole("button", { name: "Start from a default" }).click();
  await expect(page).toHaveURL(/owner=system/);
  await expect(rows(page)).toHaveCount(19);

  await choose(page, "Primary (Default)", "Duplicate");
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Primary (copy)");
  await page.goBack();
  await expect(page.getByRole("tab", { name: "Mine 1" })).toBeVisible();
});

test("a default says why it cannot be deleted", async ({ page, user: _user }) => {
  await open(page, "/profiles?owner=system");
  await page.getByRole("button", { name: "Actions for Primary (Default)" }).click();
  const item = page.getByRole("menuitem", { name: /^Delete/ });
  await expect(item).toHaveAttribute("aria-disabled", "true");
  await expect(item).toContainText("Defaults cannot be deleted");
});

test("the address holds search, filters, order and tab", async ({ page, user: _user }) => {
  await makeProfile(page, { name: "Night owl", description: "for long evenings" });
  await makeProfile(page, { name: "Early bird", type: 18, model_name: "qwen3-coder-30b-a3b" });
  await open(page, "/profiles");
  await expect(rows(page)).toHaveCount(2);

  await page.getByLabel("Search name, description and model").fill("evenings");
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/q=evenings/);
  await expect(page.getByRole("tab", { name: "Mine 1" })).toBeVisible();
  await reload(page);
  await expect(row(page, "Night owl")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(2);

  await page.getByLabel("Task", { exact: true }).selectOption("Engineering");
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "Early bird")).toBeVisible();
  await page.getByLabel("Task", { exact: true }).selectOption("All tasks");

  const model = page.getByRole("combobox", { name: "Model", exact: true });
  await model.fill("qwen3-coder-30b-a3b");
  await model.press("Enter");
  await expect(rows(page)).toHaveCount(1);
  await model.fill("");
  await expect(rows(page)).toHaveCount(2);

  await page.getByLabel("Model in the catalog").selectOption("Model not in the catalog");
  await expect(page.getByText("No matching profiles")).toBeVisible();
  await reach(page, page.getByRole("button", { name: "Clear filters" }));
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);
  // The button is gone: the focus is not lost with it.
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  await page.getByLabel("Sort by").selectOption("Name, Z to A");
  await expect(rows(page).first()).toContainText("Night owl");
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await expect(rows(page).first()).toContainText("Early bird");

  await reach(page, page.getByRole("tab", { name: /^Mine/ }), "Shift+Tab");
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: /^All/ })).toBeFocused();
  await expect(page).toHaveURL(/owner=all/);
  await expect(rows(page)).toHaveCount(21);
  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
});

test("the model's box says what the address says, whatever changed it", async ({
  page,
  user: _user,
}) => {
  await makeProfile(page, { name: "Night owl" });
  await makeProfile(page, { name: "Early bird", type: 18, model_name: "qwen3-coder-30b-a3b" });
  await open(page, "/profiles");
  const box = page.getByRole("combobox", { name: "Model", exact: true });
  await box.fill("qwen3-coder-30b-a3b");
  await box.press("Enter");
  await expect(rows(page)).toHaveCount(1);

  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Profiles" }).click();
  await expect(page).toHaveURL(/\/profiles$/);
  await expect(box).toHaveValue("");
  await box.focus();
  await box.blur();
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/\/profiles$/);
  await page.goBack();
  await expect(box).toHaveValue("qwen3-coder-30b-a3b");
  await expect(rows(page)).toHaveCount(1);
  await page.goForward();
  await expect(box).toHaveValue("");
});

test("deleting names the tasks and profiles that it changes", async ({ page, user: _user }) => {
  const name = unique("Leaving");
  const { id } = await makeProfile(page, { name });
  await makeProfile(page, { name: "Standing on it", base_profile_id: id });
  const chosen = { primary_profile_id: id, analysis_profile_id: id };
  const answer = await page.request.patch("/api/config", { data: { model_profiles: chosen } });
  expect(answer.status()).toBe(200);

  await open(page, "/profiles");
  await expect(row(page, name)).toContainText("Primary, Analysis");
  await choose(page, name, "Delete");
  const dialog = page.getByRole("alertdialog", { name: `Delete “${name}”?` });
  await expect(dialog.getByRole("listitem")).toHaveText(["Primary", "Analysis", "Standing on it"]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(row(page, name)).toBeVisible();

  await deleteByKeys(page, name);
  await expect(page.getByText(`“${name}” deleted`)).toBeVisible();
  expect((await page.request.get(`/api/models/profiles/${id}`)).status()).toBe(404);

  // The focus does not go with the row: it is on the next one, then on the page's heading.
  const next = page.getByRole("button", { name: "Actions for Standing on it", exact: true });
  await expect(next).toBeFocused();
  await deleteByKeys(page, "Standing on it");
  await expect(page.getByText("You have no profiles yet")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

/** Deletes a profile of the list by keyboard alone. */
async function deleteByKeys(page: Page, name: string): Promise<void> {
  await reach(page, page.getByRole("button", { name: `Actions for ${name}`, exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await reach(page, page.getByRole("menuitem", { name: "Delete" }), "ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(row(page, name)).toHaveCount(0);
}

test("a delete that does not reach the server is undone", async ({
  page,
  user: _user,
  complaints,
}) => {
  await makeProfile(page, { name: "Stays" });
  await open(page, "/profiles");
  await page.route("**/profiles", (route) =>
    route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
  await choose(page, "Stays", "Delete");
  await page.getByRole("button", { name: "Delete “Stays”" }).click();
  await expect(page.getByText("The server does not answer")).toBeVisible();
  await expect(row(page, "Stays")).toBeVisible();
  // The browser tells of the request that was cut off.
  complaints.length = 0;
});

test("a list that cannot be had offers another try", async ({ page, user: _user, complaints }) => {
  await open(page, "/profiles");
  const address = "**/api/models/profiles?*q=nothing*";
  await page.route(address, (route) => route.fulfill({ status: 400, json: refusal }));
  await page.getByLabel("Search name, description and model").fill("nothing");
  await expect(page.getByText("Invalid query")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.unroute(address);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("No matching profiles")).toBeVisible();
  complaints.length = 0;
});

const refusal = {
  type: "/docs/api#invalid_query",
  title: "Invalid query",
  status: 400,
  detail: "Made up by the test.",
  code: "invalid_query",
};

test("long lists come in pages", async ({ page, user: _user }) => {
  const names = Array.from({ length: 51 }, (_, index) => `Profile ${index + 100}`);
  for (const name of names) await makeProfile(page, { name });
  await open(page, "/profiles");
  await expect(rows(page)).toHaveCount(50);
  await expect(page.getByText("50 of 51 profiles")).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(rows(page)).toHaveCount(51);
  await expect(page.getByRole("button", { name: "Load more" })).toHaveCount(0);
});

test("a profile tells what is in force, and from where", async ({ page, user: _user }) => {
  const base = await makeProfile(page, { name: "The base" });
  const { id } = await makeProfile(page, {
    name: "Everything",
    description: "All fields",
    base_profile_id: base.id,
    system_prompt: "Line one\n  line two",
    parameters: { temperature: 0, num_ctx: 8192, top_k: 0, stop: ["\n\nUser:", " end "] },
    circuit_breaker: { max_retries: 0 },
    gpu_config: { main_gpu: -1 },
  });
  await open(page, `/profiles/${id}`);
  await expect(page).toHaveTitle("Everything · Model Profiles");
  const value = (name: string) => page.getByRole("definition").filter({ hasText: name });
  for (const text of [
    "0 (greedy)",
    "8,192",
    "0 (off)",
    '"\\n\\nUser:", " end "',
    "0 (none)",
    "-1 (automatic)",
  ])
    await expect(value(text).first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Effective system prompt" })).toHaveText(
    "Line one\n  line two",
  );
  await open(page, `/profiles/${base.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The base");
  await expect(page.getByRole("link", { name: "Everything" })).toBeVisible();

  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete “The base”" }).click();
  await page.waitForURL("**/profiles");
  await expect(row(page, "Everything")).toBeVisible();
  await expect(row(page, "The base")).toHaveCount(0);

  // Undone from another page than the one that deleted it, with what was based on it.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "The base")).toBeVisible();
  const restored = await page.request.get(`/api/models/profiles?owner=me&base=${base.id}`);
  expect(await restored.json()).toMatchObject({ total: 1 });
});
