import type { Locator, Page } from "@playwright/test";
import { open } from "@/e2e/browser";
import { type Figure, measured } from "../figures";
import { longestFrame, type Rounds, slowestAnswer, summary, watch } from "./probes";
import { visit, type Visitor } from "./visitor";

const SLOWER = 4;
const SLOW = `processor ${SLOWER} times slower`;
/** Milliseconds to wait for what the page is about. */
const PATIENCE = 5000;

const HOME_LOADS = 7;

/** Tasks that are clicked, and what is typed. */
const CLICKED = [
  "Primary",
  "Engineering",
  "Summarization",
  "Brief Summary",
  "Formatting",
  "Analysis",
  "Research Plan",
];
const TYPED = "coder";
/** Filters of the catalog. */
const CHOSEN = [/^Text to text/, /^llama\.cpp/, /^qwen3moe/, /^Any/] as const;

/** From the press to the frame that shows it chosen; scrolling there is not part of it. */
async function click(page: Page, cell: Locator): Promise<number> {
  await cell.hover({ timeout: PATIENCE });
  const pressed = await slowestAnswer(page, async () => {
    await page.mouse.down();
    await page.mouse.up();
  });
  if (!(await cell.isChecked())) throw new Error("a click chooses nothing");
  return pressed;
}

async function clicks(visitor: Visitor): Promise<Rounds> {
  const page = await visit(visitor, "/assignments?view=matrix", SLOWER);
  await watch(page);
  const rounds: number[] = [];
  for (const [index, task] of CLICKED.entries()) {
    const row = page.getByRole("radiogroup", { name: task, exact: true });
    const profile = `Profile 00${(index % 3) + 1}`;
    rounds.push(await click(page, row.getByRole("radio", { name: profile, exact: true })));
  }
  await page.close({ runBeforeUnload: false });
  return summary(rounds);
}

/** The longer of what an act waits for, and the longest frame until all is shown. */
async function answer(page: Page, act: () => Promise<void>): Promise<number> {
  let longest = 0;
  const waited = await slowestAnswer(page, async () => {
    longest = await longestFrame(page, act);
  });
  return Math.max(waited, longest);
}

async function keystrokes(visitor: Visitor): Promise<Rounds> {
  const page = await visit(visitor, "/models", SLOWER);
  await watch(page);
  const main = page.getByRole("main");
  await main.getByRole("searchbox").focus({ timeout: PATIENCE });
  const before = await main.innerText();
  const rounds: number[] = [];
  for (const key of TYPED) {
    rounds.push(await answer(page, () => page.keyboard.press(key)));
  }
  if ((await main.innerText()) === before) throw new Error("typing changes nothing");
  await page.close();
  return summary(rounds);
}

async function filters(visitor: Visitor): Promise<Rounds> {
  const page = await visit(visitor, "/models", SLOWER);
  await watch(page);
  const main = page.getByRole("main");
  const before = await main.innerText();
  const rounds: number[] = [];
  for (const choice of CHOSEN) {
    const radio = main.getByRole("radio", { name: choice }).first();
    await radio.hover({ timeout: PATIENCE });
    const press = async () => {
      await page.mouse.down();
      await page.mouse.up();
    };
    rounds.push(await answer(page, press));
    if (!(await radio.isChecked())) throw new Error(`${choice} cannot be chosen`);
  }
  if ((await main.innerText()) === before) throw new Error("choosing changes nothing");
  await page.close();
  return summary(rounds);
}

/** From the request of the home page until React runs every control, with nothing in the cache. */
async function homeLoads({ context }: Visitor): Promise<Rounds> {
  const rounds: number[] = [];
  for (let load = 0; load < HOME_LOADS; load += 1) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    await open(page, "/");
    rounds.push(await page.evaluate(() => performance.now()));
    await page.close();
  }
  return summary(rounds);
}

/** From the press on a task to the frame that shows its panel. */
async function panels(visitor: Visitor): Promise<Rounds> {
  const page = await visit(visitor, "/", SLOWER);
  await watch(page);
  const rounds: number[] = [];
  for (const task of CLICKED) {
    const link = page.getByRole("link", { name: task, exact: true });
    await link.hover({ timeout: PATIENCE });
    const press = async () => {
      await page.mouse.down();
      await page.mouse.up();
    };
    rounds.push(await slowestAnswer(page, press));
    await page.getByRole("complementary", { name: task, exact: true }).waitFor();
  }
  await page.close({ runBeforeUnload: false });
  return summary(rounds);
}

/** How quickly long lists answer. */
export async function measureLists(visitor: Visitor): Promise<Figure[]> {
  const measure = (what: string, target: number, run: typeof clicks) =>
    measured({ what, unit: "ms", target, is: "under" }, async () => {
      const { middle, worst } = await run(visitor);
      return { value: worst, note: `in the middle ${middle.toFixed(0)}` };
    });
  return [
    await measure(`The home page is interactive, ${SLOW}`, 1500, homeLoads),
    await measure(`A task’s panel opened, ${SLOW}`, 100, panels),
    await measure(`A click in the matrix of 19 tasks and 200 profiles, ${SLOW}`, 100, clicks),
    await measure(`A key in the search of 5,000 models, ${SLOW}`, 50, keystrokes),
    await measure(`A filter chosen of 5,000 models, ${SLOW}`, 50, filters),
  ];
}
