import type { Locator, Page } from "@playwright/test";
import { ERRORS } from "@/lib/errors";
import { signInAsAdmin } from "./admin";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import {
  ensureAdmin,
  expect,
  expectNoOverflow,
  makeProfile,
  open,
  reach,
  reload,
  test,
} from "./browser";

const LONG = "AVeryLongNameWithoutAnySpaceInItThatHasToBreakSomewhere";

async function expectFit(page: Page) {
  for (const width of [1280, 820, 390, 360]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
}

test("long names fit in lists", async ({ page, user: _user }) => {
  const name = LONG.repeat(2);
  const { id } = await makeProfile(page, { name });
  await page.request.post("/api/keys", { data: { name, scopes: ["read"] } });
  const model_profiles = { primary_profile_id: id };
  await expect(await page.request.patch("/api/config", { data: { model_profiles } })).toBeOK();
  const { id: deleted } = await makeProfile(page, { name: `${name}-2`, base_profile_id: id });
  await expect(await page.request.delete(`/api/models/profiles/${deleted}`)).toBeOK();
  for (const path of [
    "/profiles",
    "/profiles/trash",
    "/assignments",
    "/assignments?view=matrix",
    "/assignments?view=history",
    "/settings/keys",
  ]) {
    await open(page, path);
    await expect(page.locator("main")).toContainText(name);
    await expectFit(page);
  }
});

test("a profile with long words fits", async ({ page, user: _user }) => {
  const content = {
    name: LONG.repeat(2),
    description: LONG.repeat(9),
    system_prompt: LONG.repeat(9),
  };
  const { id } = await makeProfile(page, {
    ...content,
    parameters: { stop: [LONG], temperature: 0, num_predict: -1, think: false },
    circuit_breaker: { max_retries: 0 },
    gpu_config: { main_gpu_device_id: LONG, tensor_split: null, main_gpu: -1 },
    image_settings: { negative_prompt: LONG },
  });
  await open(page, `/profiles/${id}`);
  await expectFit(page);
});

test("dialogs and menus are accessible", async ({ page, user }) => {
  await makeProfile(page, { name: "To look at" });
  await open(page, "/profiles");
  await page.getByRole("button", { name: "Actions for To look at" }).click();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page.getByText("No task uses it")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Account of ${user.name}` }).click();
  await expectAccessibleInBothThemes(page);
  await open(page, "/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("button", { name: "Create key" }).click();
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("Name").fill("To look at");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("region", { name: "Secret" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: "Revoke To look at" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("the theme is chosen in the menu and kept", async ({ page, user }) => {
  await open(page, "/profiles");
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: `Account of ${user.name}` }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveClass("dark");
  await reload(page);
  await expect(page.locator("html")).toHaveClass("dark");
});

test("the reference has an anchor for every call and every error", async ({ page, request }) => {
  await ensureAdmin(request);
  const document = (await (await request.get("/api/openapi.json")).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const calls = Object.values(document.paths).flatMap((path) => Object.values(path));
  const anchors = [...calls.map((call) => call.operationId), ...Object.keys(ERRORS)];
  await open(page, "/docs/api#name_taken");
  await expect(page.getByRole("row", { name: /name_taken/ })).toBeInViewport();
  const ids = await page.locator("main [id]").evaluateAll((nodes) => nodes.map((node) => node.id));
  expect(ids).toEqual(expect.arrayContaining(anchors));
});

test("the icon is at the URL that browsers request on their own", async ({ request }) => {
  const answer = await request.get("/favicon.ico");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toMatch(/^image\/(x-icon|vnd\.microsoft\.icon)/);
});

test("an unknown path is a 404 page", async ({ page, user: _user, complaints }) => {
  for (const path of ["/nowhere", "/profiles/not-an-id", "/setup"]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByText("Page not found")).toBeVisible();
    await expectAccessible(page);
  }
  complaints.length = 0;
});

test("in forced colors the current page, tab and menu item are distinguishable", async ({
  page,
  user: _user,
}) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, "/profiles");
  const ground = (element: Locator) =>
    element.evaluate((each) => getComputedStyle(each).backgroundColor);
  const navigation = page.getByRole("navigation", { name: "Main" });
  const chosen = await ground(navigation.getByRole("link", { name: "Profiles" }));
  expect(chosen).not.toBe(await ground(navigation.getByRole("link", { name: "Models" })));
  const [first, second] = [page.getByRole("tab").nth(0), page.getByRole("tab").nth(1)];
  expect(await ground(first)).toBe(chosen);
  expect(await ground(second)).not.toBe(chosen);
  await page.getByRole("button", { name: /^Account of/ }).press("Enter");
  await reach(page, page.getByRole("menuitem", { name: "Account" }), "ArrowDown");
  expect(await ground(page.getByRole("menuitem", { name: "Account" }))).toBe(chosen);
  expect(await ground(page.getByRole("menuitem", { name: "API keys" }))).not.toBe(chosen);
});

test("on a phone the tab of the open page, and the chosen language of snippets, are in view", async ({
  page,
  user: _user,
}) => {
  await page.setViewportSize({ width: 360, height: 844 });
  await open(page, "/tasks/primary?tab=use");
  const languages = page.getByRole("tablist", { name: "Language" }).getByRole("tab");
  await languages.last().click();
  await reload(page);
  await expect(languages.last()).toHaveAttribute("aria-selected", "true");
  await expect(languages.last()).toBeInViewport({ ratio: 0.95 });
  await signInAsAdmin(page);
  await open(page, "/admin/audit");
  const links = page.getByRole("navigation", { name: "Admin" }).getByRole("link");
  await expect(links.last()).toHaveAttribute("aria-current", "page");
  await expect(links.last()).toBeInViewport({ ratio: 0.95 });
  await expectNoOverflow(page);
});
