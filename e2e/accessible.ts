import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** The rules of axe that look at colors: all that a theme changes. They take most of its time. */
const COLORS = ["color-contrast", "link-in-text-block"];

/** What axe looks for. */
const RULES = {
  all: {},
  colors: { runOnly: COLORS },
  "no colors": { rules: Object.fromEntries(COLORS.map((rule) => [rule, { enabled: false }])) },
} satisfies Record<string, axe.RunOptions>;
type Rules = keyof typeof RULES;

/** Overlays. While one is open, the page behind it cannot be reached, so axe checks only the overlay. */
const ABOVE = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Operations of the reference after the first two of a section, which are built alike. */
const ALIKE = "[data-static] article:nth-of-type(n + 3)";

/** Waits until no transition runs and no message comes or goes: meanwhile they have colors in between. */
async function untilStill(page: Page): Promise<void> {
  const isStill = () => {
    const toasts = [...document.querySelectorAll<HTMLElement>("[data-sonner-toast]")];
    const stay = ({ dataset }: HTMLElement) =>
      dataset.mounted === "true" && dataset.removed !== "true";
    return (
      toasts.every(stay) && !document.getAnimations().some((each) => each instanceof CSSTransition)
    );
  };
  await page.waitForFunction(isStill, null, { polling: 50 });
}

/** Expects axe to find nothing in what can be reached, once nothing moves. */
async function expectNoViolations(page: Page, exclude: string[], rules: Rules): Promise<void> {
  await untilStill(page);
  // Loading axe takes as long as its checks, so a page loads it once.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const isCovered = (await page.locator(ABOVE).filter({ visible: true }).count()) > 0;
  const context = { include: [isCovered ? ABOVE : "html"], exclude };
  const options: axe.RunOptions = {
    resultTypes: ["violations"],
    preload: false,
    ...RULES[rules],
  };
  const found = await page.evaluate(
    async (asked) => {
      const { violations } = await window.axe.run(asked.context, asked.options);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
    },
    { context, options },
  );
  expect(found).toEqual([]);
}

/** Expects no accessibility violation anywhere on a page whose colors are checked elsewhere. */
export async function expectAllAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, [], "no colors");
}

/** Expects no accessibility violation in the current theme. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolations(page, [ALIKE], "all");
}

/** Expects no accessibility violation in a theme. */
export async function expectAccessibleIn(
  page: Page,
  theme: "light" | "dark",
  rules: Rules,
): Promise<void> {
  await expect(page.locator("html")).toHaveClass(theme === "dark" ? "dark" : "");
  await expectNoViolations(page, [ALIKE], rules);
}

/** Expects no accessibility violation in either theme, on a page that follows the system's. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessibleIn(page, colorScheme, colorScheme === "light" ? "all" : "colors");
  }
}
