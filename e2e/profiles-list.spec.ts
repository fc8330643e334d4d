import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, makeProfile, open, test } from "./browser";
import { saved } from "./editor-page";

const rows = (page: Page) => page.getByRole("table", { name: "Profiles" }).locator("tbody tr");

function row(page: Page, name: string) {
  return rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
}

test("a click on a row opens it; selected text, links and menus keep working", async ({
  page,
  user: _user,
}) => {
  const base_profile_id = "00000000-0000-0000-0000-000000000001";
  const parameters = { top_k: 5 };
  const description = "For late nights";
  const { id } = await makeProfile(page, { name: "Owl", base_profile_id, parameters, description });
  await open(page, "/profiles");
  const owl = row(page, "Owl");
  await expect(owl).toContainText(description);
  // What it inherits is shown too, marked as inherited.
  await expect(owl.getByTitle("Inherited").first()).toHaveText("0.65 (inherited)");
  await owl.getByRole("button", { name: "Actions for Owl" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/profiles$/);
  const text = owl.getByText(description);
  const box = await text.boundingBox();
  if (!box) throw new Error("the description is shown");
  await page.mouse.move(box.x + 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/\/profiles$/);
  await page.mouse.click(1, 1);
  await owl.getByText("no tasks").click();
  await expect(page).toHaveURL(`/profiles/${id}`);
});

test("selected profiles are exported and deleted together, and used ones are filtered", async ({
  page,
  user: _user,
}) => {
  const made = await Promise.all(
    ["One", "Two", "Three"].map((name) =>
      makeProfile(page, { name, system_prompt: `I am ${name}` }),
    ),
  );
  const model_profiles = { primary_profile_id: made[0]?.id };
  await page.request.patch("/api/config", { data: { model_profiles } });
  await open(page, "/profiles");
  await page.getByLabel("Used for a task").selectOption("Not used");
  await expect(page).toHaveURL(/used=false/);
  await expect(rows(page)).toHaveCount(2);
  await page.getByLabel("Used for a task").selectOption("Any use");
  await page.getByRole("checkbox", { name: "Select all profiles shown" }).check();
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection).toContainText("3 profiles selected");
  await page.getByRole("checkbox", { name: "Select Three" }).uncheck();
  await expect(selection).toContainText("2 profiles selected");

  const downloading = page.waitForEvent("download");
  await selection.getByRole("button", { name: "Export" }).click();
  const file = await (await downloading).path();
  await expect(page.getByText("2 profiles exported")).toBeVisible();
  const exported = JSON.parse(await readFile(file, "utf8"));
  expect(exported.data).toHaveLength(2);
  expect(exported.data).toContainEqual(await saved(page, String(made[0]?.id)));
  await expectAccessibleInBothThemes(page);

  await selection.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete 2 profiles?" });
  await expect(dialog).toContainText("These tasks return to their default: Primary.");
  await dialog.getByRole("button", { name: "Delete 2 profiles" }).click();
  await expect(page.getByText("2 profiles deleted")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(selection).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(3);
});
