import lighthouse, { desktopConfig, type Result } from "lighthouse";
import type { Figure } from "../figures";
import { DEBUGGING_PORT, type Visitor } from "./visitor";

const PAGES = ["/profiles", "/profiles/{id}", "/assignments", "/models"];
const TARGETS = { accessibility: 100, "best-practices": 100, performance: 95 } as const;
const CATEGORIES = Object.keys(TARGETS) as (keyof typeof TARGETS)[];
/** Performance differs from run to run. */
const RUNS = 3;

/** Tries for one audit: now and then the browser records nothing. */
const TRIES = 3;

async function audit(url: string): Promise<Result> {
  for (let left = TRIES - 1; left > 0; left -= 1) {
    try {
      return await tryAudit(url);
    } catch {
      // Again; the last try tells.
    }
  }
  return tryAudit(url);
}

async function tryAudit(url: string): Promise<Result> {
  const answer = await lighthouse(
    url,
    {
      port: DEBUGGING_PORT,
      onlyCategories: CATEGORIES,
      disableStorageReset: true,
      logLevel: "silent",
    },
    desktopConfig,
  );
  if (!answer) throw new Error("Lighthouse has no answer");
  const { runtimeError } = answer.lhr;
  if (runtimeError) throw new Error(runtimeError.message);
  return answer.lhr;
}

/** What costs points in a category. */
function faults({ categories, audits }: Result, category: string): string {
  const weighted = categories[category]?.auditRefs.filter(({ weight }) => weight > 0) ?? [];
  const lost = weighted.filter(({ id }) => (audits[id]?.score ?? 1) < 0.9);
  return lost.map(({ id }) => `${id} ${audits[id]?.displayValue ?? ""}`.trim()).join(", ");
}

function scoreOf(result: Result, category: string): number {
  return (result.categories[category]?.score ?? 0) * 100;
}

async function measurePage(origin: string, address: string, id: string): Promise<Figure[]> {
  const figure = (category: keyof typeof TARGETS) =>
    ({
      what: `Lighthouse: ${category} of ${address}`,
      unit: "points",
      target: TARGETS[category],
      is: "at least",
    }) as const;
  try {
    const results: Result[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      results.push(await audit(origin + address.replace("{id}", id)));
    }
    return CATEGORIES.map((category) => {
      const sorted = results.toSorted((a, b) => scoreOf(a, category) - scoreOf(b, category));
      const middle = sorted[Math.floor(RUNS / 2)];
      if (!middle) throw new Error("there was a run");
      const note = faults(middle, category);
      return { ...figure(category), value: scoreOf(middle, category), ...(note ? { note } : {}) };
    });
  } catch (error) {
    return CATEGORIES.map((category) => ({
      ...figure(category),
      value: null,
      note: String(error),
    }));
  }
}

/** Lighthouse's desktop preset on pages of somebody who is signed in; `id` is a profile's. */
export async function measureLighthouse({ origin }: Visitor, id: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const address of PAGES) figures.push(...(await measurePage(origin, address, id)));
  return figures;
}
