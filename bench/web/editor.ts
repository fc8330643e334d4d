import type { Locator, Page } from "@playwright/test";
import { type Figure, measured } from "../figures";
import { longestFrame, type Rounds, summary, watch } from "./probes";
import { countRenders, rendersByRow } from "./renders";
import { visit, type Visitor } from "./visitor";

const SLOWER = 4;
const STEPS = 40;
const ROUNDS = 9;
/** Milliseconds to wait for the slider where the page is there. */
const PATIENCE = 5000;

interface Grip {
  x: number;
  y: number;
  /** Pixels to the right that it is moved by. */
  by: number;
}

/** Where to take the slider: the thumb itself, or where the thumb of a range input stands. */
async function gripOf(slider: Locator): Promise<Grip> {
  const box = await slider.boundingBox();
  if (!box) throw new Error("the slider is not in sight");
  const share = await slider.evaluate((node) =>
    node instanceof HTMLInputElement
      ? (node.valueAsNumber - Number(node.min)) / (Number(node.max) - Number(node.min))
      : 0.5,
  );
  return { x: box.x + share * box.width, y: box.y + box.height / 2, by: 60 };
}

function valueOf(slider: Locator): Promise<string | null> {
  return slider.evaluate((node) =>
    node instanceof HTMLInputElement ? node.value : node.getAttribute("aria-valuenow"),
  );
}

/** To the right and back, so that the next round starts where this one did. */
async function drag(page: Page, slider: Locator): Promise<void> {
  const { x, y, by } = await gripOf(slider);
  const before = await valueOf(slider);
  let moved = before;
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= STEPS; step += 1) {
    await page.mouse.move(x + by * Math.sin((Math.PI * step) / STEPS), y);
    if (step === STEPS / 2) moved = await valueOf(slider);
  }
  await page.mouse.up();
  if (before === moved) throw new Error(`the slider stays at ${before} when it is dragged`);
}

async function openSlider(visitor: Visitor, id: string, slower: number) {
  const page = await visit(visitor, `/profiles/${id}`, slower);
  const slider = page.getByRole("slider", { name: "Temperature", exact: true });
  // Not to the lower end, where the bar of changes lies over it: a draft brings it.
  await slider.evaluate((node) => node.scrollIntoView({ block: "center" }), undefined, {
    timeout: PATIENCE,
  });
  await watch(page);
  return { page, slider };
}

async function frames(visitor: Visitor, id: string): Promise<Rounds> {
  const { page, slider } = await openSlider(visitor, id, SLOWER);
  const rounds: number[] = [];
  // The first round makes the form dirty and brings what belongs to that.
  await drag(page, slider);
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(await longestFrame(page, () => drag(page, slider)));
  }
  await page.close({ runBeforeUnload: false });
  return summary(rounds);
}

async function renders(visitor: Visitor, id: string) {
  await countRenders(visitor.context);
  const { page, slider } = await openSlider(visitor, id, 1);
  await drag(page, slider);
  const counts = await rendersByRow(slider, () => drag(page, slider));
  await page.close({ runBeforeUnload: false });
  if (counts.own === 0) throw new Error("no drawing of the slider's own row was seen");
  return counts;
}

/** Dragging the slider of the temperature in the editor; `id` is a profile's. */
export async function measureEditor(visitor: Visitor, id: string): Promise<Figure[]> {
  const what = `Dragging a slider, processor ${SLOWER} times slower: longest frame`;
  return [
    await measured({ what, unit: "ms", target: 50, is: "under" }, async () => {
      const { middle, worst } = await frames(visitor, id);
      return { value: worst, note: `of ${ROUNDS} drags; in the middle ${middle.toFixed(0)}` };
    }),
    await measured(
      { what: "Dragging a slider: other rows drawn", unit: "times", target: 0, is: "at most" },
      async () => {
        const { own, others } = await renders(visitor, id);
        return { value: others, note: `components of its own row ${own}` };
      },
    ),
  ];
}
