import type { Locator, Page } from "@playwright/test";
import { FACETS } from "@/lib/models/filters";
import { comparePath, modelPath } from "@/lib/models/address";
import { withCatalog } from "./api/catalog-file";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import {
  expect,
  expectNoOverflow,
  makeProfile,
  open,
  reach,
  reload,
  test,
  unique,
  untilReady,
} from "./browser";
import { holdBack } from "./hold-back";

const CHAT = "qwen3-30b-a3b-q4-k-m";
const CODER = "qwen3-coder-30b-a3b";
const SMALL = "qwen3-4b-ud-q6-k-xl";
const OSS = "openai-gpt-oss-20b";

const table = (page: Page) => page.getByRole("table", { name: "Models" });
const rows = (page: Page) => table(page).locator("tbody").getByRole("row");
const cards = (page: Page) => page.getByRole("list", { name: "Models" }).getByRole("listitem");
const status = (page: Page) => page.getByRole("search", { name: "Models" }).getByRole("status");
const searchBox = (page: Page) => page.getByRole("searchbox");
const bar = (page: Page) => page.getByRole("region", { name: "Comparison" });
const pickBox = (page: Page, name: string) =>
  page.getByRole("checkbox", { name: `Compare ${name}`, exact: true });

/** The choices of a facet, by its name in any case of the letters. */
function facetGroup(page: Page, facet: string): Locator {
  return page.getByRole("group", { name: new RegExp(`^${facet}$`, "i") });
}

function choice(page: Page, facet: string, value: string): Locator {
  const name = new RegExp(`^${value}( [\\d,]+ models?)?$`);
  return facetGroup(page, facet).getByRole("radio", { name });
}

/** As many models beside those that ship. */
function manyModels(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `made-up-${String(index).padStart(4, "0")}`,
    name: `Made up ${String(index).padStart(4, "0")}`,
    model: "made-up",
    task: index % 2 === 0 ? "TextToText" : "Reranking",
    provider: "ollama",
    size: (index + 1) * 1_000_000,
    details: { family: `family-${index % 150}`, quantization_level: "Q8_0" },
  }));
}

test("the list is searched as one types, in every order of the words", async ({
  page,
  user: _user,
}) => {
  await open(page, "/models");
  await expect(status(page)).toHaveText("16 models");
  await expect(rows(page)).toHaveCount(16);
  await searchBox(page).pressSequentially("CODER qwen");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("Qwen3-Coder-30B-A3B");
  await expect(status(page)).toHaveText("1 of 16 models");
  await expect(page).toHaveURL("/models?q=CODER+qwen");
  await reload(page);
  await expect(searchBox(page)).toHaveValue("CODER qwen");
  await expect(rows(page)).toHaveCount(1);

  await searchBox(page).fill("no such model");
  await expect(page.getByText("No matching models")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(16);
  await expect(searchBox(page)).toHaveValue("");
  await expect(page).toHaveURL("/models");
});

/** What people read for the values that have a label. */
const LABELS: Readonly<Record<string, string>> = {
  TextToText: "Text to text",
  TextToImage: "Text to image",
  ImageToImage: "Image to image",
  VisionTextToText: "Image and text to text",
  TextToEmbeddings: "Text to embeddings",
  llama_cpp: "llama.cpp",
};

test("each facet's counts are those of the catalog, and what choosing gives", async ({
  page,
  user: _user,
}) => {
  await open(page, "/models");
  const { facets } = await (await page.request.get("/api/models")).json();
  for (const facet of FACETS) {
    const group = facetGroup(page, facet);
    const all = group.getByRole("button", { name: /^Show all/ });
    if (await all.isVisible()) await all.click();
    const counts = Object.entries<number>(facets[facet]);
    await expect(group.getByRole("radio")).toHaveCount(counts.length + 1);
    for (const [value, count] of counts) {
      const models = count === 1 ? "1 model" : `${count} models`;
      const label = LABELS[value] ?? value;
      const radio = group.getByRole("radio", { name: `${label} ${models}`, exact: true });
      await radio.click();
      await expect(radio).toBeChecked();
      await expect(rows(page)).toHaveCount(count);
      await expect(status(page)).toHaveText(`${count} of 16 models`);
    }
    await choice(page, facet, "Any").click();
    await expect(rows(page)).toHaveCount(16);
  }
});

test("counts follow the search and the other facets", async ({ page, user: _user }) => {
  await open(page, "/models?provider=diffusers");
  await expect(choice(page, "provider", "diffusers")).toBeChecked();
  await expect(choice(page, "task", "Text to image")).toHaveAccessibleName(
    "Text to image 4 models",
  );
  await expect(choice(page, "task", "Reranking")).toHaveCount(0);
  await searchBox(page).fill("turbo");
  await expect(choice(page, "task", "Text to image")).toHaveAccessibleName("Text to image 1 model");
  // A choice that leaves nothing stays in sight, so that it can be taken back.
  await searchBox(page).fill("qwen");
  await expect(page.getByText("No matching models")).toBeVisible();
  await expect(choice(page, "provider", "diffusers")).toHaveAccessibleName("diffusers 0 models");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(16);
});

test("the order is chosen at the heads of columns and in the list of orders", async ({
  page,
  user: _user,
}) => {
  await open(page, "/models");
  const head = (name: string) => page.getByRole("columnheader", { name, exact: true });
  await expect(head("Name")).toHaveAttribute("aria-sort", "ascending");
  await head("Name").getByRole("button").click();
  await expect(head("Name")).toHaveAttribute("aria-sort", "descending");
  await expect(rows(page).last()).toContainText("FLUX.1-dev");
  await head("Context").getByRole("button").click();
  await expect(rows(page).first()).toContainText("262,144");
  await expect(page.getByLabel("Sort by")).toHaveValue("-context_length");
  await head("Context").getByRole("button").click();
  await expect(rows(page).first()).toContainText("512");
  await page.getByLabel("Sort by").selectOption("Largest");
  await expect(rows(page).first()).toContainText("Mixtral");
  // What is not known comes last either way.
  await page.getByLabel("Sort by").selectOption("Smallest");
  await expect(rows(page).first()).toContainText("GLM-4.1V");
  await expect(page).toHaveURL("/models?sort=size");
});

test("table or cards: the choice stands in the address, and Back undoes it", async ({
  page,
  user: _user,
}) => {
  await open(page, "/models");
  await choice(page, "task", "Reranking").click();
  await expect(rows(page)).toHaveCount(1);
  await choice(page, "task", "Text to image").click();
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole("button", { name: "Cards" }).click();
  await expect(cards(page)).toHaveCount(4);
  await expect(table(page)).toHaveCount(0);
  await expect(page).toHaveURL("/models?task=TextToImage&view=cards");
  await reload(page);
  await expect(cards(page)).toHaveCount(4);
  await cards(page).first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("black-forest-labs/FLUX.1-dev");
  await page.goBack();
  await expect(cards(page)).toHaveCount(4);
  await page.goBack();
  await expect(rows(page)).toHaveCount(4);
  // Entries from before the last load are loaded anew.
  await untilReady(page);
  await page.goBack();
  await expect(rows(page)).toHaveCount(16);
  await untilReady(page);
  await expect(choice(page, "task", "Any")).toBeChecked();
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Settings" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Models");
  await page.goBack();
  await expect(rows(page)).toHaveCount(16);
});

test("a model shows its facts, its parameters and the profiles that use it", async ({
  page,
  user: _user,
}) => {
  const { name } = await makeProfile(page, { name: unique("Uses it"), model_name: OSS });
  await open(page, "/models");
  await page.getByRole("link", { name: "openai/gpt-oss-20b" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("openai/gpt-oss-20b");
  await expect(page).toHaveTitle("openai/gpt-oss-20b · Model Profiles");
  const facts = page.getByRole("definition");
  for (const text of ["Text to text", OSS, "MXFP4", "131,072 tokens", "3.6B", "128", "12"]) {
    await expect(facts.filter({ hasText: new RegExp(`^${text}$`) }).first()).toBeVisible();
  }
  const recommended = page
    .getByRole("region")
    .or(page.locator("section"))
    .filter({
      has: page.getByRole("heading", { name: "Recommended parameters" }),
    });
  await expect(recommended.getByRole("term")).toHaveText(["Temperature", "Top P"]);
  await expect(recommended.getByRole("definition")).toHaveText(["1", "1 (off)"]);

  await expect(page.getByRole("heading", { name: "Profiles with this model (1)" })).toBeVisible();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.getByRole("link", { name: "Model details" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("openai/gpt-oss-20b");
  await page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link").click();
  await expect(page).toHaveURL("/models");
});

test("a model leads to a new profile with it, which is then one that uses it", async ({
  page,
  user: _user,
}) => {
  await open(page, modelPath(CODER));
  await page.getByRole("link", { name: "New profile with this model" }).click();
  await page.waitForURL(`**/profiles/new?model=${CODER}`);
  await page.getByLabel("Name", { exact: true }).fill("Fresh from the catalog");
  await page.keyboard.press("Control+s");
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  await open(page, modelPath(CODER));
  const heading = page.getByRole("heading", { name: /^Profiles with this model/ });
  const users = page.locator("section").filter({ has: heading });
  await expect(users.getByRole("link", { name: "Fresh from the catalog" })).toBeVisible();
});

test("a profile's model leads to its page as long as it is in the catalog", async ({
  page,
  user: _user,
}) => {
  await makeProfile(page, { name: "Stays", model_name: SMALL });
  await makeProfile(page, { name: "Loses it", model_name: OSS });
  await withCatalog(async ({ to, entries }) => {
    await to(entries.filter(({ id }) => id !== OSS));
    await open(page, "/profiles");
    await expect(page.getByRole("link", { name: OSS })).toHaveCount(0);
    await page.getByRole("link", { name: SMALL }).click();
    await expect(page).toHaveURL(modelPath(SMALL));
  });
});

test("two to four models are picked and compared by mouse", async ({ page, user: _user }) => {
  await open(page, "/models?provider=llama_cpp&sort=-context_length");
  await pickBox(page, "Qwen/Qwen3-30B-A3B-GGUF").check();
  await expect(bar(page)).toContainText("1 model selected: select another to compare");
  await expect(bar(page).getByRole("link")).toHaveCount(0);
  await bar(page).getByRole("button", { name: "Clear selection" }).click();
  await expect(bar(page).getByRole("status")).toHaveText("");
  for (const name of [
    "Qwen/Qwen3-30B-A3B-GGUF",
    "Qwen/Qwen3-Coder-30B-A3B-Instruct-GGUF",
    "Qwen/Qwen3-4B-GGUF",
    "openai/gpt-oss-20b",
  ]) {
    await pickBox(page, name).check();
  }
  await expect(bar(page)).toContainText("4 models selected: you can compare up to 4");
  const fifth = pickBox(page, "nomic-ai/nomic-embed-text-v2-moe");
  await expect(fifth).toHaveAttribute("aria-disabled", "true");
  await fifth.click({ force: true });
  await expect(fifth).not.toBeChecked();
  await bar(page).getByRole("link", { name: "Compare 4" }).click();

  await expect(page).toHaveURL(comparePath([CHAT, CODER, SMALL, OSS]));
  const comparison = page.getByRole("region", { name: "Models side by side" });
  const fact = (name: string) =>
    comparison.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(fact("Context length").getByRole("cell")).toHaveText([
    "40,960 tokens",
    "262,144 tokens",
    "40,960 tokens",
    "131,072 tokens",
  ]);
  await expect(fact("Context length").getByRole("rowheader")).toHaveText(/different/);
  await expect(fact("Provider").getByRole("rowheader")).not.toHaveText(/different/);
  await expect(fact("Top K").getByRole("cell").last()).toHaveText("–not specified");
  // None is left to be added to four.
  await expect(page.getByRole("combobox", { name: "Add model" })).toHaveCount(0);

  await page.getByRole("checkbox", { name: "Only differences" }).check();
  await expect(fact("Provider")).toHaveCount(0);
  await expect(fact("Context length")).toBeVisible();
  await page.getByRole("button", { name: "Remove openai/gpt-oss-20b" }).click();
  await page.getByRole("button", { name: "Remove Qwen/Qwen3-4B-GGUF" }).click();
  await expect(fact("Family")).toHaveCount(0);
  await expect(page).toHaveURL(`${comparePath([CHAT, CODER])}&only=differences`);
  await page.getByRole("combobox", { name: "Add model" }).click();
  await page.getByPlaceholder("Search the catalog").fill("gpt oss");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("option", { name: /gpt-oss-20b/ }).click();
  await expect(page).toHaveURL(`${comparePath([CHAT, CODER, OSS])}&only=differences`);
  await expect(comparison.getByRole("columnheader")).toHaveCount(3);
  await page.goBack();
  await expect(comparison.getByRole("columnheader")).toHaveCount(2);
  await page.getByRole("link", { name: "Choose from catalog" }).click();
  await expect(bar(page)).toContainText("2 models selected");
  await expect(pickBox(page, "Qwen/Qwen3-30B-A3B-GGUF")).toBeChecked();
});

test("models are picked and compared by keyboard alone", async ({ page, user: _user }) => {
  await open(page, "/models?q=qwen3");
  await reach(page, searchBox(page));
  await reach(page, pickBox(page, "Qwen/Qwen3-30B-A3B-GGUF"));
  await page.keyboard.press("Space");
  await reach(page, pickBox(page, "Qwen/Qwen3-4B-GGUF"));
  await page.keyboard.press("Space");
  await reach(page, bar(page).getByRole("link", { name: "Compare 2" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(comparePath([CHAT, SMALL]));
  await reach(page, page.getByRole("combobox", { name: "Add model" }));
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("Search the catalog")).toBeFocused();
  // However quick the keys: Enter chooses what was typed.
  await page.keyboard.type("coder");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(comparePath([CHAT, SMALL, CODER]));
  await reach(page, page.getByRole("checkbox", { name: "Only differences" }));
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/only=differences/);
  await reach(page, page.getByRole("button", { name: "Remove Qwen/Qwen3-4B-GGUF" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("columnheader")).toHaveCount(2);
  // The focus stays on the page, so that the next step is near.
  await reach(page, page.getByRole("region", { name: "Models side by side" }));
});

test("filters are chosen by arrows, one stop of Tab a facet", async ({ page, user: _user }) => {
  await open(page, "/models");
  await reach(page, choice(page, "task", "Any"));
  await page.keyboard.press("ArrowDown");
  await expect(choice(page, "task", "Text to text")).toBeChecked();
  await expect(rows(page)).toHaveCount(6);
  await page.keyboard.press("ArrowDown");
  await expect(choice(page, "task", "Text to image")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(choice(page, "provider", "Any")).toBeFocused();
  // However many values were tried, Back undoes the choice as a whole.
  await page.goBack();
  await expect(rows(page)).toHaveCount(16);
});

test("a comparison without models, with one, and with one that is gone", async ({
  page,
  user: _user,
}) => {
  await open(page, "/models/compare");
  await expect(page.getByText("No models to compare yet")).toBeVisible();
  await expectAccessible(page);
  await open(page, comparePath([CHAT, "was-here-once"]));
  await expect(page.getByText("“was-here-once” is not in the catalog.")).toBeVisible();
  await expect(page.getByText("Add another model to compare.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove was-here-once" }).click();
  await expect(page.getByText("is not in the catalog")).toHaveCount(0);
  await expect(page.getByRole("columnheader")).toHaveCount(1);
});

test("an unknown model is a 404 page that names the closest ids", async ({
  page,
  user: _user,
  complaints,
}) => {
  await makeProfile(page, { name: "Names it", model_name: OSS });
  // This page does not follow a change of the theme while it is open.
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await page.goto("/models/qwen3-codr-30b-a3b"))?.status()).toBe(404);
    await expect(
      page.getByText("The model “qwen3-codr-30b-a3b” is not in the catalog"),
    ).toBeVisible();
    await expect(page.getByRole("listitem").getByRole("link", { name: CODER })).toBeVisible();
    await expect(page.locator("html")).toHaveClass(colorScheme === "dark" ? "dark" : "");
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoOverflow(page);
  await page.getByRole("link", { name: CODER }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Qwen3-Coder");
  expect((await page.goto("/models/%E0%A4"))?.status()).toBe(404);
  complaints.length = 0;
});

test("ids of any letters have pages, and can be compared", async ({ page, user: _user }) => {
  const ids = ["compare", "..", "~-compare", "a/b:c,d %2C?#ü"];
  const odd = ids.map((id) => ({ ...manyModels(1)[0], id, name: `Odd ${id}` }));
  await withCatalog(async ({ to, entries }) => {
    await to([...entries, ...odd]);
    for (const id of ids) {
      await open(page, "/models?q=odd");
      await page.getByRole("link", { name: `Odd ${id}`, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Odd ${id}`);
      await reload(page);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Odd ${id}`);
    }
    await open(page, "/models?q=odd");
    for (const id of ids) await pickBox(page, `Odd ${id}`).check();
    await bar(page).getByRole("link", { name: "Compare 4" }).click();
    await expect(page.getByRole("columnheader")).toHaveCount(4);
    await reload(page);
    await expect(page.getByRole("columnheader")).toHaveCount(4);
  });
});

test("a catalog of 5,000 models draws the rows in sight alone, and is where one left it", async ({
  page,
  user: _user,
}) => {
  test.slow();
  await withCatalog(async ({ to, entries }) => {
    await to([...entries, ...manyModels(5000 - entries.length)]);
    await open(page, "/models?sort=-size");
    await expect(status(page)).toHaveText("5,000 models");
    await expect(table(page)).toHaveAttribute("aria-rowcount", "5001");
    expect(await rows(page).count()).toBeLessThan(60);
    await expectAccessible(page);

    const family = facetGroup(page, "family");
    await family.getByRole("button", { name: /^Show all 1\d\d/ }).click();
    expect(await family.getByRole("radio").count()).toBeGreaterThan(150);

    await rows(page).first().hover();
    await page.mouse.wheel(0, 100_000);
    await expect(page.getByRole("link", { name: "Made up 3230", exact: true })).toBeInViewport();
    expect(await rows(page).count()).toBeLessThan(60);
    const link = page.getByRole("link", { name: "Made up 3230", exact: true });
    await link.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Made up 3230");
    await page.goBack();
    await expect(link).toBeInViewport();

    // What is searched begins at its beginning.
    await searchBox(page).fill("made up 199");
    await expect(status(page)).toHaveText(/^1\d of 5,000 models$/);
    await expect(page.getByRole("link", { name: "Made up 1999" })).toBeInViewport();
    await searchBox(page).fill("");
    await page.getByRole("button", { name: "Cards" }).click();
    expect(await cards(page).count()).toBeLessThan(100);
    await expect(cards(page).first()).toHaveAttribute("aria-setsize", "5000");
    await cards(page).first().hover();
    await page.mouse.wheel(0, 50_000);
    await expect(cards(page).first()).not.toHaveAttribute("aria-posinset", "1");
    expect(await cards(page).count()).toBeLessThan(100);

    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoOverflow(page);
    expect(await cards(page).count()).toBeLessThan(60);
  });
});

test("the first rows are there before the catalog is loaded, and what is asked meanwhile is found then", async ({
  page,
  user: _user,
}) => {
  const release = await holdBack(page, "**/api/catalog");
  await open(page, `/models?q=coder&ids=${encodeURIComponent(CHAT)}`);
  await expect(rows(page)).toHaveCount(1);
  await expect(status(page)).toHaveText("1 of 16 models");
  await expect(bar(page)).toContainText("1 model selected");
  await expect(choice(page, "Task", "Text to text")).toHaveAccessibleName("Text to text 1 model");
  await searchBox(page).fill("");
  await expect(page).toHaveURL(/^((?!q=).)*$/);
  await expect(rows(page)).toHaveCount(1);
  release();
  await expect(rows(page)).toHaveCount(16);
  await expect(status(page)).toHaveText("16 models");
});

test("a catalog that cannot be loaded says so, and is there once it is tried again", async ({
  page,
  user: _user,
  complaints,
}) => {
  await page.route("**/api/catalog", (route) => route.abort());
  await open(page, "/models");
  const failed = page.getByRole("main").getByRole("alert");
  await expect(failed).toBeVisible();
  await page.unroute("**/api/catalog");
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page)).toHaveCount(16);
  // The browser tells of the requests that were cut off.
  complaints.length = 0;
});

test("a catalog that changes elsewhere arrives on focus, and is kept where it cannot be had", async ({
  page,
  user: _user,
  complaints,
}) => {
  const focus = () => page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
  await withCatalog(async ({ to, entries }) => {
    await open(page, "/models");
    await expect(rows(page)).toHaveCount(16);
    await to(entries.slice(1));
    await focus();
    await expect(rows(page)).toHaveCount(15);
    await page.route("**/api/catalog", (route) => route.abort());
    await to([]);
    const failed = page.waitForEvent("requestfailed");
    await focus();
    await failed;
    await expect(rows(page)).toHaveCount(15);
    await page.unroute("**/api/catalog");
    await reload(page);
    await expect(page.getByText("The catalog is empty")).toBeVisible();
    await expectAccessible(page);
  });
  // The browser tells of the requests that were cut off.
  complaints.length = 0;
});

test("a model that leaves the catalog while it is looked at stays, and is flagged", async ({
  page,
  user: _user,
  complaints,
}) => {
  await open(page, modelPath(OSS));
  await withCatalog(async ({ to, entries }) => {
    await to(entries.filter(({ id }) => id !== OSS));
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await expect(page.getByText("no longer in the catalog")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("openai/gpt-oss-20b");
  });
  complaints.length = 0;
});

test("the palette leads to a model", async ({ page, user: _user }) => {
  await open(page, "/profiles");
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Page, task, profile, model or action").fill("vl 32b instruct");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "Qwen/Qwen2.5-VL-32B-Instruct-GGUF",
  );
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Models" })
    .click();
  await expect(page).toHaveURL("/models");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the filters open above the cards", async ({ page, user: _user }) => {
    await open(page, "/models");
    await expect(cards(page).first()).toBeVisible();
    await expect(choice(page, "task", "Reranking")).toBeHidden();
    await page.getByRole("button", { name: "Filters" }).click();
    await expectAccessible(page);
    await expectNoOverflow(page);
    await choice(page, "task", "Reranking").click();
    await expect(page.getByRole("button", { name: "Filters (1)" })).toBeVisible();
    await page.getByRole("button", { name: "Filters (1)" }).click();
    await expect(cards(page)).toHaveCount(1);
  });

  test("a comparison scrolls in its own box, its heads pinned", async ({ page, user: _user }) => {
    await open(page, comparePath([CHAT, CODER, SMALL, OSS]));
    await expectNoOverflow(page);
    const box = page.getByRole("region", { name: "Models side by side" });
    const head = box.getByRole("rowheader", { name: "Context length" });
    const left = (await head.boundingBox())?.x;
    await box.focus();
    await page.keyboard.press("End");
    await box.evaluate((element) => element.scrollTo(element.scrollWidth, 0));
    await expect(box.getByRole("columnheader").last()).toBeInViewport();
    expect((await head.boundingBox())?.x).toBe(left);
  });
});
