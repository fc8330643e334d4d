import type { Locator, Page } from "@playwright/test";
import { makeEngine, removeEngines } from "./api/model-server";
import { CODER, MODEL } from "./api/world";
import { expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, open, reach, test } from "./browser";
import { bar, field } from "./editor-page";
import { startEngine } from "./engines/engine";
import type { StandIn } from "./engines/server";

/** The model of no task; the engine runs it. */
const SERVED = "qwen3-4b-ud-q6-k-xl";

let engine: StandIn | undefined;

async function serve(...served: string[]): Promise<void> {
  engine = await startEngine("llama_cpp");
  const models = Object.fromEntries(served.map((id) => [id, id]));
  await makeEngine({
    kind: "llama_cpp",
    name: "gpu-box",
    address: engine.url,
    local: true,
    models,
  });
}

test.afterEach(async () => {
  await removeEngines();
  await engine?.close();
  engine = undefined;
});

const row = (page: Page, task: string) => page.getByRole("link", { name: task, exact: true });
const item = (page: Page, task: string) =>
  page.getByRole("listitem").filter({ has: row(page, task) });
const panel = (page: Page, task: string) => page.getByRole("complementary", { name: task });
/** Of the open list: the closed lists of the filters have options too. */
const options = (page: Page) => page.getByRole("listbox").getByRole("option");
const notice = (page: Page) => page.getByText(/^\d+ tasks? uses? .* that no engine runs\.$/);

test("in the choice of a model those that an engine runs come first and name it; the others say that none does", async ({
  page,
  user: _user,
}) => {
  await serve(SERVED);
  await open(page, "/tasks/engineering");
  await page.getByRole("combobox", { name: `Model: ${CODER}` }).click();
  await expect(options(page).first()).toContainText(SERVED);
  await expect(options(page).first()).toContainText("gpu-box not checked");
  await expect(options(page).filter({ hasText: MODEL })).toContainText("no engine");
});

test("a choice of a model works, and says nothing of engines, while those cannot be read or there are none", async ({
  page,
  user: _user,
  complaints,
}) => {
  await page.route("**/api/engines/models", (route) => route.abort());
  await open(page, "/tasks/engineering");
  await page.getByRole("combobox", { name: `Model: ${CODER}` }).click();
  await expect(options(page).filter({ hasText: MODEL })).toBeVisible();
  await expect(page.getByRole("listbox")).not.toContainText("engine");
  // The browser reports the request that was stopped.
  complaints.length = 0;
});

test("tasks whose model no engine runs are counted, and switched together to one that runs", async ({
  page,
  user: _user,
}) => {
  await serve(SERVED);
  await open(page, "/");
  await expect(notice(page)).toHaveText("19 tasks use models that no engine runs.");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Show them" }).click();
  await expect(page).toHaveURL(/show=no-engine/);
  await expect(notice(page)).toBeHidden();
  await page.getByRole("button", { name: "Switch all 19 to another model…" }).click();
  await options(page).first().click();
  await page.getByRole("button", { name: /^Switch \d+ tasks$/ }).click();
  await expect(item(page, "Engineering")).toContainText("gpu-box");
  // Models for embeddings, reranking and images are others.
  await expect(notice(page)).toHaveText("3 tasks use models that no engine runs.");
  await expect(item(page, "Embedding")).toContainText("no engine");
});

test("a panel warns that no engine runs the model, and only then", async ({
  page,
  user: _user,
}) => {
  await serve(CODER);
  await open(page, "/tasks/primary?tab=use");
  await expect(panel(page, "Primary")).toContainText(`No engine runs ${MODEL}.`);
  await row(page, "Engineering").click();
  await expect(panel(page, "Engineering")).toContainText(CODER);
  await expect(panel(page, "Engineering")).not.toContainText("No engine");
});

test("without engines nothing is said of them: programs may resolve for their own", async ({
  page,
  user: _user,
}) => {
  await open(page, "/tasks/primary");
  await expect(panel(page, "Primary")).toContainText("Primary (Default)");
  await expect(notice(page)).toBeHidden();
  await expect(panel(page, "Primary")).not.toContainText("No engine");
});

/** Expects that the bar to save does not cover a field. */
async function expectUncovered(page: Page, box: Locator): Promise<void> {
  const isAbove = async () => {
    const [shown, covering] = await Promise.all([box.boundingBox(), bar(page).boundingBox()]);
    return shown && covering && shown.y + shown.height <= covering.y;
  };
  await expect.poll(isAbove).toBe(true);
}

test("the whole panel is in view, the bar does not cover the changed field, and a save leaves the focus in the panel", async ({
  page,
  user: _user,
}) => {
  for (const size of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await open(page, "/tasks/analysis");
    const { box } = field(page, "Temperature");
    await box.fill(size.width === 390 ? "0.3" : "0.2");
    const save = bar(page).getByRole("button", { name: "Save", exact: true });
    await expect(save).toBeInViewport({ ratio: 1 });
    await expectUncovered(page, box);
    // The bar is there already when the focus comes to the next fields.
    const { box: next } = field(page, "Top P");
    await reach(page, next);
    await expectUncovered(page, next);
    if (size.width === 390) {
      await save.click();
      await expect(page.getByRole("heading", { name: "Analysis", level: 2 })).toBeFocused();
    } else {
      // The first save, which creates the user's profile.
      await page.keyboard.press("Control+s");
      await expect(page.getByText(/^Analysis now uses your profile/).first()).toBeVisible();
      await expect(next).toBeFocused();
    }
    await expectNoOverflow(page);
  }
});
