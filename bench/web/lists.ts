import type { Figure } from "./figures";
import { longestFrame, slowestAnswer, watch } from "./probes";
import { visit, type Visitor } from "./visitor";

const SLOWER = 4;
const SLOW = `processor ${SLOWER} times slower`;
/** Milliseconds to wait for what the page is about. */
const PATIENCE = 5000;

/** Tasks that are clicked, and profiles one after the other. */
const CLICKED = [
  "Primary",
  "Engineering",
  "Summarization",
  "Analysis",
  "Research Plan",
  "Formatting",
];

async function clicks(visitor: Visitor): Promise<number> {
  const page = await visit(visitor, "/assignments", SLOWER);
  await watch(page);
  const cell = (task: string, index: number) =>
    page
      .getByRole("radiogroup", { name: task, exact: true })
      .getByRole("radio", { name: `Profile 00${index + 1}`, exact: true });
  const value = await slowestAnswer(page, async () => {
    for (const [index, task] of CLICKED.entries()) {
      await cell(task, index % 3).click({ timeout: PATIENCE });
      if (!(await cell(task, index % 3).isChecked())) throw new Error(`${task} was not chosen`);
    }
  });
  await page.close({ runBeforeUnload: false });
  return value;
}

/** The longer of the two: what a keystroke waits for, and the longest frame until all is shown. */
async function keystrokes(visitor: Visitor): Promise<number> {
  const page = await visit(visitor, "/models", SLOWER);
  await watch(page);
  const box = page.getByRole("main").getByRole("searchbox");
  await box.focus({ timeout: PATIENCE });
  const before = await page.getByRole("main").innerText();
  let longest = 0;
  const answer = await slowestAnswer(page, async () => {
    for (const key of "coder") {
      longest = Math.max(longest, await longestFrame(page, () => page.keyboard.press(key)));
    }
  });
  if ((await page.getByRole("main").innerText()) === before) {
    throw new Error("typing changes nothing");
  }
  await page.close();
  return Math.max(answer, longest);
}

/** How quickly long lists answer. */
export async function measureLists(visitor: Visitor): Promise<Figure[]> {
  const figures: Figure[] = [];
  const measure = async (what: string, target: number, run: typeof clicks) => {
    const figure = { what, unit: "ms", target, is: "under" } as const;
    try {
      figures.push({ ...figure, value: await run(visitor) });
    } catch (error) {
      figures.push({ ...figure, value: null, note: String(error).split("\n")[0] ?? "" });
    }
  };
  await measure(`A click in the matrix of 19 tasks and 200 profiles, ${SLOW}`, 100, clicks);
  await measure(`A key in the search of 5,000 models, ${SLOW}`, 50, keystrokes);
  return figures;
}
