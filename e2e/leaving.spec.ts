import type { Page } from "@playwright/test";
import { expect, makeProfile, open, reach, test } from "./browser";

async function chooseSomething(page: Page) {
  await makeProfile(page, { name: "Night owl" });
  await open(page, "/profiles");
  // The browser remembers the view: Back leads from it to the page before.
  await page.evaluate(() => localStorage.setItem("assignments.view", "matrix"));
  await page.getByRole("link", { name: "Assignments" }).first().click();
  const choice = page
    .getByRole("radiogroup", { name: "Primary", exact: true })
    .getByRole("radio", { name: "Night owl" });
  await choice.click();
  await expect(choice).toBeChecked();
  return choice;
}

test("a link, the palette and the back button ask before unsaved choices are left", async ({
  page,
  user: _user,
}) => {
  const choice = await chooseSomething(page);
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  const stay = async () => {
    await expect(question).toBeVisible();
    await expect(question.getByRole("button", { name: "Stay" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(question).toHaveCount(0);
    await expect(page).toHaveURL(/\/assignments/);
    await expect(choice).toBeChecked();
  };

  await page.getByRole("link", { name: "Settings", exact: true }).first().click();
  await stay();

  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Page, task, profile, model or action").fill("api keys");
  await page.keyboard.press("Enter");
  await stay();

  await page.evaluate(() => window.history.back());
  await stay();

  await page.getByRole("link", { name: "Settings", exact: true }).first().click();
  await reach(page, question.getByRole("button", { name: "Leave" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /Account|Settings/ })).toBeVisible();
  const config = await (await page.request.get("/api/config")).json();
  expect(config).toMatchObject({ overrides: [] });
});

test("choices that were discarded can be brought back, beside what was chosen since", async ({
  page,
  user: _user,
}) => {
  const choice = await chooseSomething(page);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(choice).not.toBeChecked();
  const since = page
    .getByRole("radiogroup", { name: "Analysis", exact: true })
    .getByRole("radio", { name: "Night owl" });
  await since.click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(choice).toBeChecked();
  await expect(since).toBeChecked();
  await expect(page.getByRole("region", { name: "Changes" })).toContainText("2 unsaved changes");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("link", { name: "Settings", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: /Account|Settings/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
});

test("closing the page asks as long as something is unsaved, and no longer", async ({
  page,
  user: _user,
}) => {
  await chooseSomething(page);
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  expect(page.isClosed()).toBe(false);

  await page.getByRole("button", { name: "Discard" }).click();
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => page.isClosed()).toBe(true);
  expect(asked).toEqual(["beforeunload"]);
});
