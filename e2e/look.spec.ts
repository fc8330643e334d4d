import type { Locator, Page } from "@playwright/test";
import { signInAsAdmin } from "./admin";
import { ensureAdmin, expect, open, test, untilReady } from "./browser";
import { holdBack } from "./hold-back";

/** Bytes of fonts that a page may load at first. */
const MOST_FONT_BYTES = 40_000;

/** The fonts that a page loads, with their sizes. */
async function fontsOf(page: Page, path: string) {
  const fonts: { url: string; bytes: Promise<number> }[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "font") return;
    const bytes = response.body().then(({ length }) => length);
    fonts.push({ url: response.url(), bytes });
  });
  await open(page, path);
  await page.evaluate(() => document.fonts.ready);
  return fonts;
}

test("the typeface comes from this server, in at most 40 KB, and is preloaded", async ({
  page,
  request,
  baseURL,
}) => {
  await ensureAdmin(request);
  const fonts = await fontsOf(page, "/login");
  expect(fonts.length).toBeGreaterThan(0);
  const sizes = await Promise.all(fonts.map(({ bytes }) => bytes));
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_FONT_BYTES);
  for (const { url } of fonts) expect(new URL(url).origin).toBe(baseURL);
  const preloaded = page.locator('link[rel="preload"][as="font"]');
  await expect(preloaded).toHaveCount(1);
  await expect(preloaded).toHaveAttribute("href", /\.woff2$/);
  const rules = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules]
        .filter((rule) => rule instanceof CSSFontFaceRule)
        .map((rule) => rule.cssText),
    ),
  );
  const loaded = rules.filter((rule) => rule.includes(".woff2"));
  expect(loaded).toHaveLength(2);
  for (const rule of loaded) expect(rule).toContain("font-display: swap");
  // The font in use until then has the same metrics.
  expect(rules.some((rule) => rule.includes("size-adjust"))).toBe(true);
});

/** The widths of texts in the page's typeface. */
function widthsOf(page: Page, texts: readonly string[]): Promise<number[]> {
  return page.evaluate((shown) => {
    const widths = shown.map((text) => {
      const span = document.body.appendChild(document.createElement("span"));
      span.textContent = text;
      const { width } = span.getBoundingClientRect();
      span.remove();
      return width;
    });
    return widths;
  }, texts);
}

test("digits have the same width, so that columns of numbers line up", async ({
  page,
  request,
}) => {
  await ensureAdmin(request);
  await open(page, "/login");
  await page.evaluate(() => document.fonts.ready);
  const widths = await widthsOf(page, ["111111", "888888", "000000", "444444"]);
  expect(new Set(widths).size).toBe(1);
});

test("letters of other Latin alphabets are in the same typeface, loaded only when needed", async ({
  page,
  request,
}) => {
  await ensureAdmin(request);
  const fonts = await fontsOf(page, "/login");
  expect(fonts).toHaveLength(1);
  await page.evaluate(async () => {
    document.body.append("Łódź Őr");
    await document.fonts.ready;
  });
  await expect.poll(() => fonts.length).toBe(2);
});

/** How much of the page has moved so far (Cumulative Layout Shift). */
function shiftOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // What moved is known once two frames are drawn.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return new Promise<number>((resolve) => {
      const observer = new PerformanceObserver((list) => {
        const shifts = list.getEntries().map((entry) => ("value" in entry ? entry.value : 0));
        resolve(shifts.reduce<number>((sum, value) => sum + Number(value), 0));
      });
      observer.observe({ type: "layout-shift", buffered: true });
      // An observer without entries never calls back.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
    });
  });
}

for (const path of ["/", "/docs/api"]) {
  test(`nothing moves when the typeface arrives late (${path})`, async ({ page, user: _user }) => {
    const release = await holdBack(page, "**/*.woff2");
    // The event `load` waits for the typeface.
    await page.goto(path, { waitUntil: "domcontentloaded" });
    await untilReady(page);
    await shiftOf(page);
    expect(await page.evaluate(() => document.fonts.status)).toBe("loading");
    release();
    await page.evaluate(() => document.fonts.ready);
    expect(await shiftOf(page)).toBeLessThan(0.005);
  });
}

/** What a control looks like. */
async function looksOf(control: Locator) {
  return control.evaluate((element) => {
    const { height, borderTopColor, borderTopWidth, borderTopLeftRadius, fontFamily, fontSize } =
      getComputedStyle(element);
    return { height, borderTopColor, borderTopWidth, borderTopLeftRadius, fontFamily, fontSize };
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`selects look like the other controls (${colorScheme})`, async ({ page, request }) => {
    await ensureAdmin(request);
    await signInAsAdmin(page);
    await page.emulateMedia({ colorScheme });
    await open(page, "/settings/keys");
    await page
      .getByRole("button", { name: /^New key|^Create key/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    const select = dialog.getByLabel("Expires");
    expect(await looksOf(select)).toEqual(await looksOf(dialog.getByLabel("Name")));
    const style = await select.evaluate((element) => {
      const { appearance, backgroundImage } = getComputedStyle(element);
      return { appearance, backgroundImage };
    });
    expect(style.appearance).not.toBe("auto");
    expect(style.backgroundImage).toContain("data:image/svg+xml");
    await select.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(select).toHaveValue("365");
  });
}
