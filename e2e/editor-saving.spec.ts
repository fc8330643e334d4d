import type { Page } from "@playwright/test";
import { expect, makeProfile, open, reload, test, unique } from "./browser";
import { bar, field, idIn, save, saved } from "./editor-page";

/** Counts what the page sends to be saved; until `go` is called, it has no answer. */
async function holdSaves(page: Page) {
  const sent: string[] = [];
  let go: (() => void) | undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/profiles/*", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    sent.push(route.request().url());
    await gate;
    return route.fallback();
  });
  return { sent, go: () => go?.() };
}

test("Ctrl S pressed again or held saves once, and nothing where nothing is changed", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Once" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("First");
  const saves = await holdSaves(page);
  await page.keyboard.down("Control");
  for (let press = 0; press < 3; press += 1) await page.keyboard.down("s");
  await page.keyboard.up("s");
  await page.keyboard.up("Control");
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("Saving…");
  await page.keyboard.press("Control+s");
  saves.go();
  await expect(page.getByText("“Once” saved")).toBeVisible();
  await expect(bar(page).getByRole("status")).toHaveText("");
  await page.keyboard.press("Control+s");

  // Actions go one after another: had there been more, they would be through before this one.
  await page.getByLabel("Description").fill("Second");
  await save(page, "Once");
  expect(saves.sent).toHaveLength(2);
  expect(await saved(page, id)).toMatchObject({ revision: 3, description: "Second" });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a new profile is made once, however often Ctrl S is pressed", async ({
  page,
  user: _user,
}) => {
  const name = unique("Only");
  await open(page, "/profiles/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  const saves = await holdSaves(page);
  await page.keyboard.press("Control+s");
  await page.keyboard.press("Control+s");
  await expect(bar(page)).toContainText("Saving…");
  await page.keyboard.press("Control+s");
  saves.go();
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  await page.getByLabel("Description").fill("Of the one");
  await save(page, name);
  expect(saves.sent.filter((url) => url.endsWith("/new"))).toHaveLength(1);
  expect(await saved(page, idIn(page))).toMatchObject({ revision: 2 });
});

test("Ctrl S in a dialog does not save what stands behind it", async ({ page, user: _user }) => {
  const { id } = await makeProfile(page, { name: "Behind" });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Description").fill("For another one");
  await page.getByRole("button", { name: "Save as new…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a new profile" });
  const name = dialog.getByLabel("Name");
  await name.fill("In front");
  await name.press("Control+s");
  await dialog.getByRole("button", { name: "Save as new" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  expect(await saved(page, idIn(page))).toMatchObject({ description: "For another one" });
  expect(await saved(page, id)).toMatchObject({ revision: 1, description: "" });
});

test("what is refused of “Save as new” has the focus in the form behind", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Origin", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  const { box, row } = field(page, "Temperature");
  await box.fill("3");
  await page.getByRole("button", { name: "Save as new…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Save as a new profile" });
  await dialog.getByRole("button", { name: "Save as new" }).press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText("must be a number from 0 to 2; you entered 3");
  await expect(box).toBeFocused();
  // Nor is it taken away when the dialog is quite gone.
  await box.press("ArrowDown");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("1.5");
  await expect(box).toHaveValue("1.5");
});

test("an action that takes its own control away leaves the focus near", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, { name: "Near", parameters: { temperature: 0.7 } });
  await open(page, `/profiles/${id}`);
  const [heading, button] = [
    page.getByRole("heading", { level: 1 }),
    (name: string) => bar(page).getByRole("button", { name, exact: true }),
  ];
  await page.getByLabel("Description").fill("One");
  await button("Discard").press("Enter");
  await expect(heading).toBeFocused();
  await page.getByLabel("Description").fill("Two");
  await button("Save").press("Enter");
  await expect(page.getByText("“Near” saved")).toBeVisible();
  await expect(heading).toBeFocused();

  await page.getByLabel("Description").fill("Three");
  await expect(bar(page)).toContainText("1 unsaved change");
  page.on("dialog", (dialog) => void dialog.accept());
  await reload(page);
  const notice = page.getByRole("status").filter({ hasText: "Unsaved changes" });
  await notice.getByRole("button", { name: "Discard" }).press("Enter");
  await expect(heading).toBeFocused();
  await expect(notice).toHaveCount(0);
});

test("unsetting what is not taken leaves the focus at what comes next", async ({
  page,
  user: _user,
}) => {
  const { id } = await makeProfile(page, {
    name: "Not taken",
    parameters: { temperature: 0.7, top_p: 0.9 },
  });
  await open(page, `/profiles/${id}`);
  await page.getByLabel("Task", { exact: true }).selectOption("Embedding");
  const temperature = field(page, "Temperature");
  await expect(temperature.row).toContainText("Not used for embeddings.");
  await temperature.unset.press("Enter");
  await expect(temperature.row).toHaveCount(0);
  await expect(field(page, "Top P").row).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(field(page, "Top P").unset).toBeFocused();
});
