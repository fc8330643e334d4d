import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { makeConfirmedAdmin } from "./api/world";
import { ADMIN, expect, makeUser, open, type Person, signInQuickly, test as base } from "./browser";

/** A user as an admin sees them over HTTP. */
export interface Listed {
  id: string;
  name: string;
  email: string;
  role: string;
  disabled: boolean;
}

/** Gives the browser a session of the admin, who has entered their password again. */
export async function signInAsAdmin(page: Page): Promise<void> {
  const { session } = await makeConfirmedAdmin();
  const at = { domain: "localhost", path: "/" };
  const cookies = [...session.cookies].map(([name, value]) => ({ name, value, ...at }));
  await page.context().addCookies(cookies);
}

/** The user with an address, as whoever is signed in sees them. */
export async function findUser(page: Page, email: string): Promise<Listed> {
  const answer = await page.request.get(`/api/admin/users?q=${encodeURIComponent(email)}`);
  const { data } = (await answer.json()) as { data: Listed[] };
  const user = data.find((each) => each.email === email);
  if (!user) throw new Error(`there is no user ${email}`);
  return user;
}

/** Changes settings of the installation over HTTP, as whoever is signed in. */
export async function setSettings(page: Page, data: object): Promise<void> {
  await expect(await page.request.patch("/api/admin/settings", { data })).toBeOK();
}

/** A browser of its own, at the profiles of a person. */
export async function browserOf(browser: Browser, person: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInQuickly(page, person);
  await open(page, "/profiles");
  return page;
}

/** A request by which a page calls an action of the server. */
export interface ActionCall {
  path: string;
  id: string;
  body: string;
}

/** The next action that a page calls, once it is done, so that others can try it by hand. */
export async function nextAction(page: Page, cause: () => Promise<unknown>): Promise<ActionCall> {
  const request = page.waitForRequest((each) => "next-action" in each.headers());
  await cause();
  const sent = await request;
  const body = sent.postData() ?? "";
  await sent.response();
  return { path: new URL(sent.url()).pathname, id: sent.headers()["next-action"] ?? "", body };
}

/** What the server answers to an action that is called by hand, as text. */
export async function callByHand(
  request: APIRequestContext,
  origin: string,
  { path, id, body }: ActionCall,
): Promise<string> {
  const headers = {
    Accept: "text/x-component",
    "Content-Type": "text/plain;charset=UTF-8",
    "Next-Action": id,
    Origin: origin,
  };
  return (await request.post(path, { headers, data: body })).text();
}

interface Fixtures {
  /** The page's own, signed in as the admin. */
  admin: Person;
  /** A user of the test's own, in no browser yet. */
  person: Person;
}

export const test = base.extend<Fixtures>({
  admin: async ({ page }, use) => {
    await signInAsAdmin(page);
    await use(ADMIN);
  },
  person: async ({ request }, use) => use(await makeUser(request)),
});

export const itemOf = (page: Page, name: string) =>
  page.getByRole("listitem", { name, exact: true });
export const said = (page: Page, words: string | RegExp) => page.getByText(words).first();
export const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
