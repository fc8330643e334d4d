import { expect, makeProfile, open, test } from "./browser";
import { bar, field, part, save, saved } from "./editor-page";

const CODER = "qwen3-coder-30b-a3b";

test("the model's box searches, and says why a model cannot be chosen", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Boxed", parameters: { think: true } });
  await open(page, `/profiles/${id}`);
  await page.getByRole("combobox", { name: "Model: qwen3-30b-a3b-q4-k-m" }).click();
  await page.getByPlaceholder("Search name, family, size").fill("flux");
  const barred = page.getByRole("option", { name: /flux\.1-dev/ });
  await expect(barred).toHaveAttribute("aria-disabled", "true");
  await expect(barred).toContainText("Primary takes “Text to text”");
  await page.getByPlaceholder("Search name, family, size").fill("coder 30b");
  await expect(page.getByRole("option", { name: CODER })).toContainText(
    "Text to text · 30.5B · Q4_K_M · 262,144 tokens",
  );
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: `Model: ${CODER}` })).toBeFocused();

  // What the other model does not take is told, and can be put right.
  const thinking = field(page, "Thinking");
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(thinking.row).toContainText("must be false, none or not set");
  await expect(thinking.row.getByRole("combobox")).toBeFocused();
  await thinking.unset.click();
  await save(page, "Boxed");
  expect(await saved(page, id)).toMatchObject({ model_name: CODER, parameters: {} });
});

test("who leaves an open box or menu for a text field types there", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Left" });
  await open(page, `/profiles/${id}`);
  const name = page.getByLabel("Name", { exact: true });
  await page.getByRole("combobox", { name: /^Model:/ }).click();
  await expect(page.getByPlaceholder("Search name, family, size")).toBeFocused();
  await name.click();
  await expect(page.getByPlaceholder("Search name, family, size")).toBeHidden();
  await page.keyboard.press("End");
  await page.keyboard.type(" it");

  await page.getByRole("button", { name: /^Account of/ }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await name.click();
  await expect(page.getByRole("menu")).toBeHidden();
  await page.keyboard.press("End");
  await page.keyboard.type(" all");
  await expect(name).toHaveValue("Left it all");
});

test("the base's box bars circles; what it gives is there at once", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Ground", parameters: { temperature: 0.11 } });
  await makeProfile(page, { name: "Above", base_profile_id: id });
  const other = await makeProfile(page, { name: "Other", parameters: { top_k: 7 } });
  await open(page, `/profiles/${id}`);
  const box = page.getByRole("combobox", { name: /^Based on/ });
  await box.click();
  const barred = page.getByRole("option", { name: /^Above/ });
  await expect(barred).toContainText("already based on this profile");
  await page.getByRole("option", { name: /^Other/ }).click();
  await expect(field(page, "Top K").row).toContainText("from Other");
  const inForce = page.getByRole("complementary", { name: "Effective values" });
  await expect(inForce.getByRole("definition").filter({ hasText: "from Other" })).toHaveText(
    /7 tokens/,
  );
  await save(page, "Ground");
  expect((await saved(page, id)).base_profile_id).toBe(other.id);
});

test("a task says what it does not take, and what is set for another one", async ({
  page,
  user: _user,
}) => {
  await open(page, "/profiles/new?task=embedding");
  await expect(page.getByText("Not used for embeddings.").first()).toBeVisible();
  await expect(field(page, "Temperature").row).toHaveCount(0);
  await expect(field(page, "Context length").row).toBeVisible();
  await expect(part(page, "Image settings")).toHaveCount(0);

  const { id } = await makeProfile(page, { name: "Stray", parameters: { temperature: 0.5 } });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Task", { exact: true }).selectOption("Embedding");
  const temperature = field(page, "Temperature");
  await expect(temperature.row).toContainText("Not used for embeddings.");
  await expect(temperature.slider).toHaveCount(0);
  const warnings = page.getByRole("list", { name: "Warnings" });
  await expect(warnings).toHaveText(/^“Stray” cannot be used: .* is used instead\.$/);
  await page.getByRole("combobox", { name: "Model: qwen3-30b-a3b-q4-k-m" }).click();
  await page.getByRole("option", { name: /^nomic-embed-text-v2/ }).click();
  await expect(warnings).toHaveText(/parameters\.temperature/);
  await temperature.unset.click();
  await expect(temperature.row).toHaveCount(0);
  await expect(warnings).toHaveCount(0);
});

test("what is in force follows while one edits, by the API's own function", async ({
  page,
  user: _user,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { id } = await makeProfile(page, {
    name: "Live",
    base_profile_id: "00000000-0000-0000-0000-000000000001",
  });
  await open(page, `/profiles/${id}`);
  await field(page, "Top K").set.click();
  await page.keyboard.type("5");
  const inForce = page.getByRole("complementary", { name: "Effective values" });
  await expect(inForce.getByRole("definition").filter({ hasText: "5 tokens" })).toBeVisible();
  await inForce.getByRole("button", { name: "Copy as JSON" }).click();
  await expect(page.getByRole("button", { name: /^Copied/ })).toBeVisible();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toMatchObject({
    effective: { parameters: { top_k: 5, temperature: 0.65 } },
    provenance: { "parameters.top_k": "profile", "parameters.min_p": "model" },
  });
  await save(page, "Live");
  await page.request.patch("/api/config", {
    data: { model_profiles: { primary_profile_id: id } },
  });
  const answer = await (await page.request.get("/api/resolve/primary")).json();
  expect(answer.effective).toEqual(copied.effective);
  expect(answer.provenance).toEqual(copied.provenance);
});
