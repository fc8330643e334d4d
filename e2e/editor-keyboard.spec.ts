import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, makeProfile, open, reload, test } from "./browser";
import { bar, field, idIn, part, saved } from "./editor-page";

/** Tabs until the focus is on what is looked for. */
async function tabTo(page: Page, name: RegExp, key = "Tab") {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      const labels = (activeElement?.getAttribute("aria-labelledby") ?? "").split(" ");
      const words = labels.map((id) => document.getElementById(id)?.textContent ?? "");
      const label = (activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent;
      const own = activeElement?.getAttribute("aria-label");
      return [own, ...words, label, activeElement?.textContent].filter(Boolean).join("|");
    });
    if (name.test(focused)) return;
  }
  throw new Error(`no focus on ${name.source}`);
}

test("a profile is made by keyboard alone", async ({ page, user: _user }) => {
  await open(page, "/profiles");
  await tabTo(page, /^Search/);
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder(/^Page, task, profile/)).toBeFocused();
  await page.keyboard.type("new profile");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/profiles/new");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New profile");
  await expect(field(page, "Temperature").set).toBeVisible();
  await tabTo(page, /^Name/);
  await page.keyboard.type("By hand");
  await tabTo(page, /^Task/);
  await page.keyboard.type("Engin");
  await tabTo(page, /^Model: /);
  await page.keyboard.press("ArrowDown");
  await page.getByPlaceholder("Search name, family, size").waitFor();
  await page.keyboard.type("qwen3-4b");
  await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Set Temperature/);
  await page.keyboard.press("Enter");
  await page.keyboard.type("0.3");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await expect(field(page, "Temperature").box).toHaveValue("0.31");
  await tabTo(page, /^GPU/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Set Main GPU$/);
  await page.keyboard.press("Space");
  await page.keyboard.type("1");
  await page.keyboard.press("Control+s");
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  expect(await saved(page, idIn(page))).toMatchObject({
    name: "By hand",
    type: 18,
    model_name: "qwen3-4b-ud-q6-k-xl",
    parameters: { temperature: 0.31 },
    gpu_config: { main_gpu: 1 },
  });
});

test("boxes, faults and notices of the editor are accessible and fit", async ({
  page,
  user: _user,
}) => {
  test.slow();
  const { id } = await makeProfile(page, {
    name: "Looked at",
    parameters: { temperature: 0.7, stop: ["\n", " "], seed: -1, think: false },
    gpu_config: { tensor_split: [0.5, 0.5], main_gpu_device_id: null },
  });
  await open(page, `/profiles/${id}`);
  await part(page, "Circuit breaker").click();
  await field(page, "Temperature").box.fill("3");
  await page.getByLabel("Name", { exact: true }).fill("");
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("2 fields to correct");
  await expectAccessibleInBothThemes(page);
  await reload(page);
  await expect(page.getByText(/^Unsaved changes from/)).toBeVisible();
  await expectAccessibleInBothThemes(page);

  const model = page.getByRole("combobox", { name: /^Model: / });
  await model.click();
  await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(model).toBeFocused();
  await page.getByRole("button", { name: "Save as new…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");

  for (const width of [820, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
});
