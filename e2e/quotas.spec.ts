import { expect, makeProfile, open, test } from "./browser";

test("a form and a copy that exceed a quota say which, and what to do", async ({
  page,
  user: _user,
}) => {
  const base = await makeProfile(page, { name: "Base" });
  for (let n = 1; n <= 500; n += 1) {
    await makeProfile(page, { name: `Child ${n}`, base_profile_id: base.id });
  }
  await open(page, "/profiles?q=Child+250");
  await page.getByRole("button", { name: "Actions for Child 250" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByText("Quota exceeded")).toBeVisible();
  const reason = "At most 500 of your profiles can be based on the same profile";
  await expect(page.getByText(reason)).toBeVisible();
  await open(page, `/profiles/new?base=${base.id}`);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("One more");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: reason })).toBeVisible();
});

test("a key beyond the quota is refused in its dialog", async ({ page, user: _user }) => {
  for (let n = 1; n <= 100; n += 1) {
    const data = { name: `Key ${n}`, scopes: ["read"], expires_at: null };
    expect((await page.request.post("/api/keys", { data })).status()).toBe(201);
  }
  await open(page, "/settings/keys");
  await page.getByRole("button", { name: "New key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("One more");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByRole("alert")).toContainText("You may have 100 API keys and have 100.");
});
