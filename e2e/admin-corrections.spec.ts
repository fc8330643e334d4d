import { test } from "./admin";
import { MODEL } from "./api/world";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, open } from "./browser";

test("an admin corrects a model's context length, sees what is reported, and removes it again", async ({
  page,
  admin,
}) => {
  expect(admin.email).toContain("@");
  await open(page, "/admin/catalog");
  await page.getByRole("button", { name: "Correct a model…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: /^Model/ }).click();
  await page.getByPlaceholder("Search name, family, size").fill(MODEL);
  await page.getByRole("option", { name: MODEL }).click();
  await dialog.getByRole("spinbutton", { name: "Context length" }).fill("8,192");
  await dialog.getByRole("button", { name: "Save correction" }).click();

  const item = page.getByRole("main").getByRole("listitem").filter({ hasText: MODEL });
  await expect(item).toContainText("Context length 8,192 tokens; the source reports 40,960 tokens");
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNoOverflow(page);
  await expectAccessibleInBothThemes(page);
  await open(page, `/models/${MODEL}`);
  await expect(page.getByText("the source reports 40,960 tokens.")).toBeVisible();

  await open(page, "/admin/catalog");
  await item.getByRole("button", { name: "Remove correction" }).click();
  await expect(page.getByText(`Correction of ${MODEL} removed`)).toBeVisible();
  await expect(item).toHaveCount(0);
});
