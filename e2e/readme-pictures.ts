import { writeFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { Client } from "./api/client";
import { ensureSetUp, ok } from "./api/world";
import { expect, open, type Person, signInQuickly, test } from "./browser";
import { makeActivityScene, makeEngineScene, makeScene } from "./scene";

/** The README shows them from here. */
const FOLDER = "public";
const SIZE = { width: 1280, height: 800 };
/** Pixels per CSS pixel. */
const SCALE = 2;
const MOST_BYTES = 200_000;

/** What the engine in the pictures runs of the catalog, and under which name. */
const MODELS = {
  "qwen3-30b-a3b-q4-k-m": "qwen3:30b",
  "qwen3-coder-30b-a3b": "qwen3:30b",
  "llama-chat-summary-3_2-3b-q5-k-m": "gemma3:4b",
};

const ADA: Person = {
  name: "Ada Lovelace",
  email: "ada@example.org",
  password: "a password for tests",
};

/** A person who has used the app for a while, and the id of their profile. */
async function makeAda(page: Page): Promise<string> {
  await ensureSetUp();
  ok(await new Client().post("/api/register", ADA), 201);
  await signInQuickly(page, ADA);
  const { profile } = await makeScene(page);
  await makeActivityScene(page);
  return profile;
}

/** Takes a picture of the window, as WebP, which is half as large as PNG. */
async function take(browser: Browser, cookies: Cookies, path: string, name: string) {
  const context = await browser.newContext({ viewport: SIZE });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await open(page, path);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  const devTools = await context.newCDPSession(page);
  const clip = { x: 0, y: 0, ...SIZE, scale: SCALE };
  const options = { format: "webp", quality: 80, clip } as const;
  const { data } = await devTools.send("Page.captureScreenshot", options);
  const picture = Buffer.from(data, "base64");
  expect(picture.length, name).toBeLessThanOrEqual(MOST_BYTES);
  writeFileSync(`${FOLDER}/screenshot-${name}.webp`, picture);
  await context.close();
}

type Cookies = Parameters<ReturnType<Page["context"]>["addCookies"]>[0];

test("takes the pictures of the README", async ({ page, browser }) => {
  const profile = await makeAda(page);
  const removeEngine = await makeEngineScene(MODELS);
  try {
    const cookies = await page.context().cookies();
    await take(browser, cookies, "/", "tasks");
    await take(browser, cookies, "/tasks/engineering", "task");
    await take(browser, cookies, `/profiles/${profile}`, "editor");
  } finally {
    await removeEngine();
  }
});
