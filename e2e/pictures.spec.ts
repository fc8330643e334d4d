import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";
import { signInAsAdmin } from "./admin";
import { removeBounds } from "./api/world";
import { expectAccessibleIn } from "./accessible";
import {
  endServers,
  ensureAdmin,
  expect,
  expectNoOverflow,
  makeUser,
  open,
  signInQuickly,
  test,
} from "./browser";
import { freshFolder, serversOn } from "./load/servers";
import type { Place } from "./place";
import { PLACES } from "./places";
import { makeActivityScene, makeAdminScene, makeEngineScene, makeScene } from "./scene";

/** `SCREENSHOTS=1` takes the pictures too, for people to look at; git does not know their folder. */
const FOLDER = process.env.SCREENSHOTS === "1" ? "e2e/screenshots" : null;
/** Of the server without any user. */
const FRESH_PORT = Number(process.env.E2E_PORT ?? 3100) + 50;

/** With what axe checks in each: what the theme changes in dark, all but that on the phone. */
const LOOKS = [
  { look: "light", colorScheme: "light", rules: "all", width: 1280, height: 800 },
  { look: "dark", colorScheme: "dark", rules: "colors", width: 1280, height: 800 },
  { look: "phone", colorScheme: "light", rules: "no colors", width: 390, height: 844 },
] as const;

/**
 * A page in every look. In each it is accessible, and nothing overflows, not even on a tablet or a
 * very small phone.
 */
async function checkIn(page: Page, place: Place, address: string): Promise<void> {
  await open(page, address);
  await place.then?.(page);
  // A message that comes or goes meanwhile has colors in between.
  await expect(page.locator("[data-sonner-toast]")).toHaveCount(0);
  for (const { look, colorScheme, rules, ...viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await expect(place.shows(page)).toBeVisible();
    await expectNoOverflow(page);
    await expectAccessibleIn(page, colorScheme, rules);
    if (FOLDER) {
      await page.screenshot({
        path: `${FOLDER}/${place.name}-${look}.png`,
        fullPage: !place.window,
        animations: "disabled",
      });
    }
  }
  if (FOLDER) {
    await page.setViewportSize({ width: 2560, height: 1440 });
    await page.screenshot({ path: `${FOLDER}/${place.name}-wide.png`, animations: "disabled" });
  }
  for (const width of [820, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
}

/** A person with profiles, and the cookies of their browser. */
interface Known {
  email: string;
  profile: string;
  cookies: Awaited<ReturnType<BrowserContext["cookies"]>>;
}

/** Created once: no picture changes what the person has. */
let known: Known | undefined;

async function makeKnown(page: Page, request: APIRequestContext): Promise<Known> {
  const person = await makeUser(request);
  await signInQuickly(page, person);
  const { profile } = await makeScene(page);
  return { email: person.email, profile, cookies: await page.context().cookies() };
}

test.afterEach(endServers);
test.afterEach(removeBounds);

let removeScene: (() => Promise<void>) | undefined;

test.afterEach(async () => {
  await removeScene?.();
  removeScene = undefined;
});

for (const place of PLACES) {
  test(`${place.name} is accessible, fits and shows its content in every look`, async ({
    page,
    request,
    complaints,
  }) => {
    if (place.as === "first") {
      const [server] = serversOn(freshFolder(), FRESH_PORT);
      await server?.start();
      await checkIn(page, place, `${server?.origin}${String(place.path)}`);
      return;
    }
    await ensureAdmin(request);
    const scene = { profile: "", owner: "", reset: "" };
    if (place.as === "person" || place.as === "admin") {
      known ??= await makeKnown(page, request);
      await page.context().addCookies(known.cookies);
      scene.profile = known.profile;
      if (place.name === "activity") await makeActivityScene(page);
    }
    if (place.as === "admin" && known) {
      await signInAsAdmin(page);
      Object.assign(scene, await makeAdminScene(page, known.email));
      if (place.name.startsWith("admin-engines")) removeScene = await makeEngineScene();
    }
    await checkIn(page, place, typeof place.path === "string" ? place.path : place.path(scene));
    // The browser complains of a page that is not there.
    if (place.name.endsWith("not-found")) complaints.length = 0;
  });
}
