import {
  type APIRequestContext,
  expect,
  type Locator,
  type Page,
  test as base,
} from "@playwright/test";
import { ownAddress } from "./api/client";
import { endAll } from "./load/servers";

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** The admin of the shared server; whichever test comes first makes it. */
export const ADMIN: Person = {
  name: "End-to-end Admin",
  email: "e2e-admin@example.org",
  password: "e2e admin password",
};

const PASSWORD = "a password for tests";

/** Makes the first admin where there is none yet. */
export async function ensureAdmin(request: APIRequestContext): Promise<void> {
  const answer = await request.post("/api/setup", { data: ADMIN });
  expect([201, 409]).toContain(answer.status());
}

/** A name or address that no other test has. */
export function unique(word: string): string {
  return `${word}-${crypto.randomUUID().slice(0, 8)}`;
}

/** A user of the test's own. */
export async function makeUser(request: APIRequestContext): Promise<Person> {
  await ensureAdmin(request);
  const name = unique("Person");
  const person = { name, email: `${name.toLowerCase()}@example.org`, password: PASSWORD };
  // From an IP address of its own: one address creates only so many accounts.
  const headers = { "x-forwarded-for": ownAddress() };
  const answer = await request.post("/api/register", { data: person, headers });
  expect(answer.status()).toBe(201);
  return person;
}

/**
 * Waits until React runs all of the page, parts that load their code later too, so that a click does
 * something and a form holds what it starts with.
 */
export async function untilReady(page: Page): Promise<void> {
  const runsAll = () => {
    interface Fiber {
      flags: number;
      return: Fiber | null;
    }
    /** React's mark of a part that it is still taking over from the HTML. */
    const HYDRATING = 4096;
    const runs = (element: Element) => {
      const [, fiber] =
        Object.entries(element).find(([key]) => key.startsWith("__reactFiber")) ?? [];
      for (let at = fiber as Fiber | null | undefined; at; at = at.return) {
        if (at.flags & HYDRATING) return false;
      }
      return fiber !== undefined;
    };
    const main = document.querySelector("main");
    const controls = "a, button, input, select, textarea";
    // A part that was streamed waits out of sight for a moment before it is put in its place.
    if (main === null || document.querySelector("[hidden][id^='S:']")) return false;
    const all = [...main.querySelectorAll(controls)];
    return [main, ...all.filter((each) => !each.closest("[data-static]"))].every(runs);
  };
  // At every frame, it would take more time than the page itself.
  await page.waitForFunction(runsAll, null, { polling: 50 });
}

/** Opens a page that can be worked with at once. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await untilReady(page);
}

/** Loads the page anew; it can be worked with at once. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await untilReady(page);
}

/** Presses a key until the focus is on what is looked for, as whoever has no mouse comes to it. */
export async function reach(page: Page, target: Locator, key = "Tab"): Promise<void> {
  await target.waitFor({ state: "attached" });
  // On the way it may be out of sight, and not drawn.
  const reached = target.and(page.locator(":focus"));
  for (let step = 0; (await reached.count()) === 0; step += 1) {
    expect(step, `${key} comes to ${String(target)}`).toBeLessThan(200);
    await page.keyboard.press(key);
    // Menus move the focus by a timer of their own: what comes after it sees where it is.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  }
}

/** Chooses from the menu of a row, with the keyboard alone. */
export async function chooseFromMenu(page: Page, row: string, entry: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${row}`, exact: true }).press("Enter");
  await page.getByRole("menuitem", { name: entry, exact: true }).press("Enter");
}

/** Fills in the sign-in that the page shows. */
export async function fillSignIn(page: Page, { email, password }: Omit<Person, "name">) {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Waits for the page after signing in. */
export async function untilHome(page: Page): Promise<void> {
  await page.waitForURL(({ pathname }) => pathname === "/");
}

/** Signs in and lands on the tasks. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await open(page, "/login");
  await fillSignIn(page, person);
  await untilHome(page);
}

/** Signs in over HTTP, where the signing in is not what is tested: the browser has the cookie. */
export async function signInQuickly(page: Page, { email, password }: Person): Promise<void> {
  const csrf = await page.request.get("/api/auth/csrf");
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const answer = await page.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password },
    maxRedirects: 0,
  });
  // Whether it worked or not it leads on; where it did not, to the sign-in again.
  expect(answer.headers().location).not.toContain("/login");
}

/** A profile made over HTTP, as whoever is signed in. */
export async function makeProfile(page: Page, content: Record<string, unknown>) {
  const data = { type: 1, model_name: "qwen3-30b-a3b-q4-k-m", ...content };
  const answer = await page.request.post("/api/models/profiles", { data });
  expect(answer.status()).toBe(201);
  return (await answer.json()) as { id: string; name: string };
}

/** Ends a test's own servers; for `afterEach`. What its page still asks for by then would fail. */
export async function endServers({ page }: { page: Page }): Promise<void> {
  await page.close();
  await endAll();
}

/** Nothing sticks out to the right. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [content, room] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth] as const;
  });
  expect(content).toBeLessThanOrEqual(room);
}

interface Fixtures {
  /** A new user, signed in. The page is still empty. */
  user: Person;
  /** What the browser's console complains of; a test that expects some takes it out. */
  complaints: string[];
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  user: async ({ page, request }, use) => {
    const person = await makeUser(request);
    await signInQuickly(page, person);
    await use(person);
  },
});

export { expect };
