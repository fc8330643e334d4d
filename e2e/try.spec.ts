import type { Locator, Page } from "@playwright/test";
import { signInAsAdmin } from "./admin";
import { makeEngine, removeEngines } from "./api/model-server";
import { CODER, EMBEDDER, MODEL, PAINTER } from "./api/world";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, open, reach, test } from "./browser";
import { field } from "./editor-page";
import { type Answers, startEngine } from "./engines/engine";
import type { StandIn } from "./engines/server";

const RERANKER = "qwen3-reranker-0.6b";

let engine: StandIn;

/** An engine that runs the catalog's models for text, embeddings, reranking and images. */
async function serve(answers?: Answers): Promise<void> {
  engine = await startEngine("vllm", answers);
  const models = Object.fromEntries([MODEL, CODER, EMBEDDER, RERANKER].map((id) => [id, id]));
  await makeEngine({ kind: "vllm", name: "gpu-box", address: engine.url, local: true, models });
  await makeEngine({
    kind: "openai_compatible",
    address: engine.url,
    local: true,
    models: { [PAINTER]: PAINTER },
  });
}

test.afterEach(async () => {
  await removeEngines();
  await engine.close();
});

const tryPath = (task: string) => `/tasks/${task}?tab=try`;
const run = (page: Page) => page.getByRole("button", { name: "Run", exact: true });
const status = (page: Page) =>
  page.getByRole("status").filter({ hasText: /^(Done|Stopped|Failed)/ });
/** The bodies of the requests for chat that the engine got. */
const chats = () =>
  engine.received.filter(({ path }) => path.includes("/chat")).map((one) => one.body);

async function bottomOf(part: Locator): Promise<number> {
  const box = await part.boundingBox();
  return box ? box.y + box.height : 0;
}

async function expectBeside(left: Locator, right: Locator): Promise<void> {
  const [one, other] = await Promise.all([left.boundingBox(), right.boundingBox()]);
  expect(one?.y).toBe(other?.y);
  expect((one?.x ?? 0) + (one?.width ?? 0)).toBeLessThanOrEqual(other?.x ?? 0);
}

test("a prompt is tried in three actions from the home page, with its times and tokens", async ({
  page,
  user: _user,
}) => {
  await serve({ pieces: [{ reasoning: "Hm, hm." }, { text: "Hel" }, { text: "lo" }] });
  await open(page, "/");
  await page.getByRole("link", { name: "Primary", exact: true }).click();
  await page.getByRole("tab", { name: "Try" }).click();
  await run(page).click();
  const answer = page.getByRole("region", { name: "Default", exact: true });
  await expect(answer).toContainText("Hello");
  await expect(status(page)).toHaveText("Done");
  await expect(answer).toContainText(/first token .* s · total .* s · .* tokens\/s/);
  await expect(answer).toContainText("7 tokens in · 5 tokens out · on gpu-box");
  // Thinking is there to read, but out of the way.
  await expect(answer.getByText("Hm, hm.")).toBeHidden();
  await answer.getByText("Thinking").click();
  await expect(answer.getByText("Hm, hm.")).toBeVisible();
  await answer.getByText("Request", { exact: true }).click();
  await expect(answer.getByRole("region", { name: "Request to the engine" })).toContainText(
    '"messages"',
  );
  await expect(answer.getByRole("list").filter({ hasText: "Context length" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
});

test("an answer stays while the prompt is changed in another tab, and says that it is of before", async ({
  page,
  user: _user,
}) => {
  await serve({ pieces: [{ text: "Hello" }] });
  await open(page, tryPath("primary"));
  await run(page).click();
  await expect(status(page)).toHaveText("Done");
  await page.getByRole("tab", { name: "Tune" }).click();
  await page.getByRole("textbox", { name: "System prompt" }).fill("Answer like a pirate.");
  await page.getByRole("tab", { name: "Try" }).click();
  const answer = page.getByRole("region", { name: /^(Default|Your changes)$/ });
  await expect(answer).toContainText("Hello");
  await expect(answer).toContainText("The settings have changed since this answer.");
  await run(page).click();
  await expect.poll(() => chats().length).toBe(2);
  await expect(answer).not.toContainText("The settings have changed since this answer.");
});

test("values that are not saved are tried, and stay unsaved", async ({ page, user: _user }) => {
  await serve();
  await open(page, "/tasks/primary");
  await field(page, "Temperature").box.fill("1.3");
  await page.getByRole("tab", { name: "Try" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill("My prompt");
  await page.getByRole("textbox", { name: "Prompt" }).press("Control+Enter");
  await expect(page.getByRole("region", { name: "Your changes" })).toContainText("Hello");
  expect(chats()).toMatchObject([{ temperature: 1.3 }]);
  expect(chats()[0].messages.at(-1)).toEqual({ role: "user", content: "My prompt" });
  const saved = await (await page.request.get("/api/resolve/primary")).json();
  expect(saved).toMatchObject({ source: "system" });
  // What was typed is still there after a look at another tab.
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("tab", { name: "Try" }).click();
  await expect(page.getByRole("textbox", { name: "Prompt" })).toHaveValue("My prompt");
});

test("a double click on Run starts an answer and does not stop it", async ({
  page,
  user: _user,
}) => {
  await serve({ pieces: [{ text: "Hello" }] });
  await open(page, tryPath("primary"));
  await run(page).dblclick();
  await expect(status(page)).toHaveText("Done");
  await expect(page.getByText("Hello", { exact: true })).toBeVisible();
  expect(chats().length).toBe(1);
});

test("a running answer is stopped: what has arrived stays, and the engine stops too", async ({
  page,
  user: _user,
}) => {
  await serve({ pieces: [{ text: "A first part" }], end: "silence" });
  await open(page, tryPath("primary"));
  await run(page).click();
  await expect(page.getByText("A first part")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(status(page)).toHaveText("Stopped");
  await expect(page.getByText("A first part")).toBeVisible();
  await engine.received.at(-1)?.closed;
  await expect(run(page)).toBeVisible();
});

test("up to four sets of values answer one prompt side by side, and each answer keeps its name and values when one set is saved", async ({
  page,
  user: _user,
}) => {
  await serve();
  await open(page, tryPath("primary"));
  for (let added = 0; added < 3; added += 1) {
    await page.getByRole("button", { name: added === 0 ? "Compare" : "Add another" }).click();
    const column = page.getByRole("region", { name: `Comparison ${added + 1}` });
    await expect(column.getByRole("combobox", { name: /^Profile/ })).toBeFocused();
    await expect(column.getByRole("combobox", { name: /^Profile/ })).toBeInViewport({ ratio: 1 });
  }
  await expect(page.getByRole("button", { name: /^(Compare|Add another)$/ })).toBeHidden();
  const columns = page.getByRole("region", { name: "Comparison" });
  await expect(columns.nth(0).getByText("Profile", { exact: true })).toBeVisible();
  await expect(
    columns.nth(0).getByRole("combobox", { name: "Profile: Current settings" }),
  ).toBeVisible();
  // Named as in Tune.
  await expect(columns.nth(0).getByRole("spinbutton", { name: "Tokens to predict" })).toBeVisible();
  await columns.nth(0).getByRole("spinbutton", { name: "Temperature" }).fill("0.1");
  await columns
    .nth(1)
    .getByRole("combobox", { name: /^Model/ })
    .click();
  await page.getByRole("dialog").getByRole("option", { name: CODER }).click();
  await columns
    .nth(2)
    .getByRole("combobox", { name: /^Profile/ })
    .click();
  await page
    .getByRole("dialog")
    .getByRole("option", { name: /Engineering \(Default\)/ })
    .click();
  await expect(columns.nth(2).getByRole("combobox", { name: /^Profile/ })).toContainText(
    "Engineering",
  );
  await run(page).click();
  await expect(status(page)).toHaveText(["Done", "Done", "Done", "Done"]);
  const sent = chats();
  expect(sent).toHaveLength(4);
  expect(sent.filter(({ model }) => model === CODER)).toHaveLength(2);
  expect(sent.filter(({ temperature }) => temperature === 0.1)).toHaveLength(1);
  await expectAccessible(page);
  const first = page.getByRole("region", { name: "Default", exact: true });
  await expectBeside(first, columns.nth(0));
  const examples = await page.getByText("Examples", { exact: true }).boundingBox();
  expect((await bottomOf(columns.nth(2))) <= (examples?.y ?? 0)).toBe(true);
  const made = await first.getByText(`${MODEL} · `).textContent();
  await columns.nth(0).getByRole("button", { name: "Use these values" }).click();
  await expect(first).toContainText("The settings have changed since this answer.");
  await expect(first.getByRole("heading", { name: "Default" })).toBeVisible();
  await page.keyboard.press("Control+s");
  await expect(page.getByText("Primary now uses your profile “Primary”").first()).toBeVisible();
  await expect(status(page)).toHaveText(["Done", "Done", "Done", "Done"]);
  await expect(first.getByText(`${MODEL} · `)).toHaveText(made ?? "");
  const others = [`Current settings with Temperature 0.1`, `Current settings with ${CODER}`];
  for (const [index, name] of others.entries()) {
    await expect(columns.nth(index).getByRole("heading", { name, exact: true })).toBeVisible();
  }
  await expect(columns.nth(1).getByRole("paragraph").filter({ hasText: CODER })).toBeVisible();
  await page.getByRole("tab", { name: "Tune" }).click();
  await expect(field(page, "Temperature").box).toHaveValue("0.1");
});

test("what compares stays under the pointer, and the answers begin at the same height", async ({
  page,
  user: _user,
}) => {
  await serve();
  await open(page, tryPath("primary"));
  const compare = page.getByRole("button", { name: "Compare", exact: true });
  const another = page.getByRole("button", { name: "Add another" });
  const { x = 0, y = 0, width = 0, height = 0 } = (await compare.boundingBox()) ?? {};
  const pointer = [x + width / 2, y + height / 2] as const;
  for (const columns of [1, 2]) {
    await page.mouse.click(...pointer);
    await expect(page.getByRole("region", { name: "Comparison" })).toHaveCount(columns);
    const box = await another.boundingBox();
    expect(box?.x).toBeLessThanOrEqual(pointer[0]);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeGreaterThanOrEqual(pointer[0]);
    expect(Math.abs((box?.y ?? 0) - y)).toBeLessThanOrEqual(height / 2);
  }
  await run(page).click();
  await expect(status(page)).toHaveText(["Done", "Done", "Done"]);
  const answers = page.getByText("Hello", { exact: true });
  await expect(answers).toHaveCount(3);
  const tops = (await answers.all()).map(async (answer) => (await answer.boundingBox())?.y);
  expect(new Set(await Promise.all(tops)).size).toBe(1);
});

test("an answer is continued as a conversation, by the keyboard alone", async ({
  page,
  user: _user,
}) => {
  await serve();
  await open(page, tryPath("primary"));
  await reach(page, page.getByRole("textbox", { name: "Prompt" }));
  await page.keyboard.press("Control+Enter");
  await reach(page, page.getByRole("button", { name: "Continue" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Message 3" })).toBeFocused();
  await page.keyboard.type("And then?");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => chats().length).toBe(2);
  expect(chats()[1].messages.slice(-2)).toEqual([
    { role: "assistant", content: "Hello" },
    { role: "user", content: "And then?" },
  ]);
});

test("embeddings show how similar the texts are, documents their order, and images themselves", async ({
  page,
  user: _user,
}) => {
  await serve();
  await open(page, tryPath("embedding"));
  await page.getByRole("button", { name: "Add text" }).click();
  await page.getByRole("textbox", { name: "Text 4" }).fill("A fourth text");
  await run(page).click();
  const matrix = page.getByRole("region", { name: "Similarity" });
  await expect(matrix.getByRole("row")).toHaveCount(5);
  await expect(matrix.getByRole("row").nth(4)).toContainText("A fourth text");
  await expect(matrix.getByRole("cell", { name: "1.00" })).toHaveCount(16);
  await expectAccessible(page);

  await open(page, tryPath("reranking"));
  await run(page).click();
  const documents = page.getByRole("list", { name: "Documents by relevance" });
  await expect(documents.getByRole("listitem").first()).toContainText("Birds sing");
  await expect(documents.getByRole("listitem").last()).toContainText("Cats purr.");

  await open(page, tryPath("image_generation"));
  // The row at the end of the list, which the URL opened.
  const row = page.getByRole("link", { name: "Image Generation", exact: true });
  await expect(row).toBeInViewport();
  await page.getByRole("textbox", { name: "Prompt" }).fill("A red door");
  await run(page).click();
  await expect(page.getByRole("img", { name: "A red door" })).toBeVisible();
});

test("an error says what to do, keeps the text so far, and can be tried again", async ({
  page,
  user: _user,
  complaints,
}) => {
  await serve((_received, count) => {
    if (count === 1) return { pieces: [], refusal: { status: 500, message: "out of memory" } };
    return count === 2
      ? { pieces: [{ text: "A part" }], end: "error" }
      : { pieces: [{ text: "Whole" }] };
  });
  await page.request.patch("/api/tasks/primary", {
    data: { profile: { circuit_breaker: { max_retries: 0 } } },
  });
  await open(page, tryPath("primary"));
  await run(page).click();
  const alert = page.getByRole("alert").filter({ hasText: "The engine failed" });
  await expect(alert).toContainText("out of memory");
  await expect(alert).toContainText("Your admin manages the engines.");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("A part")).toBeVisible();
  await expect(alert).toContainText("the runner crashed");
  await expectAccessible(page);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Whole")).toBeVisible();
  await expect(alert).toBeHidden();
  // The browser complains of the status.
  complaints.length = 0;
});

test("without an engine, an admin is led to finding one, others to their admin", async ({
  page,
  user: _user,
  complaints,
}) => {
  engine = await startEngine("vllm");
  await open(page, tryPath("primary"));
  await expect(page.getByText(`No engine runs ${MODEL}`, { exact: true })).toBeVisible();
  await expect(page.getByText(/ask your admin to add an engine/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Find engines" })).toBeHidden();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Choose another model" }).click();
  await expect(page.getByRole("tab", { name: "Tune", selected: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Primary", level: 2 })).toBeFocused();
  await expect(page.getByRole("combobox", { name: `Model: ${MODEL}` })).toBeVisible();
  await signInAsAdmin(page);
  await open(page, tryPath("primary"));
  await page.getByRole("link", { name: "Find engines" }).click();
  await expect(page.getByRole("dialog", { name: "Find engines" })).toBeVisible();
  complaints.length = 0;
});

test("inputs are kept as examples of a task", async ({ page, user: _user }) => {
  await serve();
  await open(page, tryPath("primary"));
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.fill("Name three rivers.");
  await page.getByText("Examples", { exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Save the input above as" })).toHaveValue(
    "Name three rivers.",
  );
  await page.getByRole("button", { name: "Save example" }).click();
  const list = page.getByRole("list", { name: "Examples" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await prompt.fill("Something else");
  await list.getByRole("button", { name: "Name three rivers.", exact: true }).click();
  await expect(prompt).toHaveValue("Name three rivers.");
  await list.getByRole("button", { name: "Delete example Name three rivers." }).click();
  await expect(list).toBeHidden();
});
