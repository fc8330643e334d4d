import { expect, makeProfile, open, reload, test } from "./browser";
import { bar, field } from "./editor-page";

const GONE = "00000000-0000-4000-8000-000000000000";

test("while a base cannot be read, no value is told to come from elsewhere", async ({
  page,
  user: _user,
  complaints,
}) => {
  const base = await makeProfile(page, {
    name: "Grounds",
    system_prompt: "From below",
    parameters: { temperature: 0.4 },
  });
  const { id } = await makeProfile(page, { name: "Standing", parameters: { top_k: 3 } });
  await open(page, `/profiles/${id}`);
  const panel = page.getByRole("complementary", { name: "Effective values" });
  const address = `**/api/models/profiles/${base.id}`;
  await page.route(address, (route) =>
    route.continue({ url: route.request().url().replace(base.id, GONE) }),
  );
  await page.getByRole("combobox", { name: /^Based on/ }).click();
  await page.getByRole("option", { name: /^Grounds/ }).click();

  const { row } = field(page, "Temperature");
  await expect(row).toContainText("not set: the inherited value could not be loaded");
  await expect(row).not.toContainText("the engine decides");
  await expect(field(page, "Top K").row).toContainText("set in this profile");
  await expect(page.getByText("Empty: the inherited prompt could not be loaded.")).toBeVisible();
  await expect(panel.getByRole("alert")).toBeVisible();
  await expect(panel.getByRole("button")).toHaveText(["Try again"]);

  await page.unroute(address);
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(row).toContainText("from Grounds");
  await expect(panel.getByRole("button", { name: "Copy as JSON" })).toBeVisible();
  await expect(panel).toContainText("From below");
  complaints.length = 0;
});

test("while a model cannot be read, the panel says so and offers to try again", async ({
  page,
  user: _user,
  complaints,
}) => {
  const { id } = await makeProfile(page, { name: "Modelled" });
  await open(page, `/profiles/${id}`);
  const detail = "Not at the moment.";
  const problem = {
    type: "about:blank",
    title: "No access",
    status: 403,
    code: "permission_denied",
  };
  await page.route("**/api/models/qwen3-4b*", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({ ...problem, detail }),
    }),
  );
  await page.getByRole("combobox", { name: /^Model: / }).click();
  await page.getByRole("option", { name: /^qwen3-4b/ }).click();
  const panel = page.getByRole("complementary", { name: "Effective values" });
  await expect(panel.getByRole("alert")).toContainText(detail);
  await expect(field(page, "Temperature").row).toContainText("could not be loaded");
  await page.unroute("**/api/models/qwen3-4b*");
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByRole("alert")).toHaveCount(0);
  await expect(field(page, "Temperature").row).not.toContainText("could not be loaded");
  complaints.length = 0;
});

test("another model or task is held against what is set, as soon as it is chosen", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, {
    name: "Moved",
    model_name: "llama-chat-summary-3_2-3b-q5-k-m",
    parameters: { num_ctx: 100_000 },
  });
  await open(page, `/profiles/${id}`);
  const model = page.getByRole("combobox", { name: /^Model: / });
  await model.click();
  await page.getByRole("option", { name: /^qwen3-4b/ }).click();
  await expect(field(page, "Context length").row).toContainText(
    /Context length must be at most 40,960/,
  );
  await expect(bar(page)).toContainText("1 field to correct");

  await page.getByLabel("Task", { exact: true }).selectOption("Embedding");
  await expect(model).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText(/^Model must be a model for “Text to embeddings”/)).toBeVisible();
  await expect(bar(page)).toContainText("2 fields to correct");
});

test("the panel shows what is active; without its model, the default that runs instead, and why", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Used", parameters: { temperature: 0.11 } });
  await open(page, `/profiles/${id}`);
  const panel = page.getByRole("complementary", { name: "Effective values" });
  await expect(panel.getByText("Preview", { exact: true })).toBeVisible();
  await expect(page.getByText("Not assigned to any task")).toBeVisible();
  await page.request.patch("/api/config", {
    data: { model_profiles: { primary_profile_id: id } },
  });
  await reload(page);
  await expect(panel.getByText("Active", { exact: true })).toBeVisible();
  await expect(page.getByText("Active for Primary")).toBeVisible();
  await field(page, "Temperature").box.fill("0.2");
  await expect(panel.getByText("Preview", { exact: true })).toBeVisible();
  await expect(panel).toContainText("What Primary will use once you save.");
  await expect(panel.getByRole("button", { name: "Copy as curl" })).toHaveCount(0);

  // A model for another task cannot run: the default does.
  await page.getByLabel("Task", { exact: true }).selectOption("Embedding");
  await expect(panel).toContainText("The default of Embedding is used instead.");
  await expect(panel.getByRole("link", { name: "Embedding (Default)" }).first()).toBeVisible();
});
