import type { Page } from "@playwright/test";

/** Milliseconds after which what an act has set off is over. */
const REST = 500;

interface Probes {
  longest: number;
  isRunning: boolean;
  interactions: number[];
}

declare global {
  interface Window {
    bench: Probes;
  }
}

/** What several rounds measured: the worst is judged, the middle tells what it mostly is. */
export interface Rounds {
  middle: number;
  worst: number;
}

export function summary(rounds: readonly number[]): Rounds {
  const sorted = rounds.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { middle: at(Math.floor(sorted.length / 2)), worst: at(sorted.length - 1) };
}

/** Starts to look at every frame and every interaction of the page. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.bench = { longest: 0, isRunning: false, interactions: [] };
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        if (entry.interactionId) window.bench.interactions.push(entry.duration);
      }
    });
    observer.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** The longest time between two frames, in milliseconds, while `act` runs and right after it. */
export async function longestFrame(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    Object.assign(window.bench, { longest: 0, isRunning: true });
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.bench.longest = Math.max(window.bench.longest, now - last);
      last = now;
      if (window.bench.isRunning) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  await page.waitForTimeout(REST);
  return page.evaluate(() => {
    window.bench.isRunning = false;
    return window.bench.longest;
  });
}

/** The longest time from an act of the person to the next frame, in milliseconds; 16 and less is 16. */
export async function slowestAnswer(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    window.bench.interactions = [];
  });
  await act();
  await page.waitForTimeout(REST);
  return page.evaluate(() => Math.max(16, ...window.bench.interactions));
}
