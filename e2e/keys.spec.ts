import type { Page } from "@playwright/test";
import { ADMIN, ensureAdmin, expect, open, reach, signIn, test, unique } from "./browser";

test("a key made in the page works over HTTP until it is revoked", async ({
  page,
  user,
  request,
}) => {
  await open(page, "/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("nightly report");
  await page.getByLabel("Expires").selectOption("In 30 days");
  await page.getByRole("button", { name: "Create key" }).click();
  const secret = await page.getByRole("region", { name: "Secret" }).innerText();
  expect(secret).toMatch(/^mp_[\w-]{43}$/);
  // All of it is seen on a phone, too.
  const usual = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 390, height: 844 });
  const box = page.getByRole("region", { name: "Secret" });
  expect(await box.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
  await page.setViewportSize(usual);
  await expect(page.getByRole("region", { name: "Try it" })).toContainText(
    `Bearer ${secret}" \\\n  http://localhost`,
  );
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  const headers = { Authorization: `Bearer ${secret}` };
  const me = await request.get("/api/me", { headers });
  expect(await me.json()).toMatchObject({ email: user.email, key: { scopes: ["read"] } });
  expect((await request.get("/api/resolve/primary", { headers })).status()).toBe(200);

  await page.getByRole("button", { name: "Revoke nightly report" }).click();
  await page.getByRole("button", { name: "Revoke “nightly report”" }).click();
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await expect(page.getByText("Key “nightly report” revoked")).toBeVisible();
  expect((await request.get("/api/me", { headers })).status()).toBe(401);
});

test("the form tells all its faults and keeps what was typed", async ({ page, user: _user }) => {
  await open(page, "/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("read", { exact: true }).uncheck();
  await page.getByLabel("Expires").selectOption("On a date…");
  await page.getByLabel("Last day").fill("2020-01-01");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByLabel("Name")).toBeFocused();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/Enter a name/);
  await expect(page.getByRole("group", { name: "Scopes" })).toHaveAccessibleDescription(
    /Must contain at least one/,
  );
  await expect(page.getByLabel("Last day")).toHaveAccessibleDescription(/a later date/);
  await expect(page.getByLabel("Last day")).toHaveValue("2020-01-01");
});

test("a key for the gateway treats requests as its options say, and the list shows them", async ({
  page,
  user: _user,
}) => {
  await open(page, "/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("chat bot");
  await expect(page.getByRole("group", { name: "Requests through the gateway" })).toHaveCount(0);
  await page.getByLabel("infer", { exact: true }).check();
  await page.getByLabel("Parameters in a request").selectOption("Are ignored");
  await page.getByLabel("System prompt").selectOption("Only the profile’s");
  await page.getByLabel("Only these models").fill("task:primary");
  await page.keyboard.press("Enter");
  await page.getByLabel("Requests at once").fill("0");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByLabel("Requests at once")).toHaveAccessibleDescription(
    "Must be a whole number from 1 to 1,000, or empty",
  );
  await page.getByLabel("Requests at once").fill("2");
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("row", { name: "chat bot" })).toContainText(
    "only task:primary · 2 requests at once · ignores parameters · only the profile’s prompt",
  );
  const { data } = (await (await page.request.get("/api/keys")).json()) as { data: unknown[] };
  expect(data).toEqual([
    expect.objectContaining({
      caller_parameters: "ignored",
      system_prompt: "profile_only",
      models: ["task:primary"],
      max_parallel: 2,
    }),
  ]);
});

test("only an admin is offered the scopes of admins", async ({ page, user: _user, request }) => {
  await open(page, "/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await expect(page.getByRole("checkbox")).toHaveCount(3);

  await ensureAdmin(request);
  await page.context().clearCookies();
  await signIn(page, ADMIN);
  await open(page, "/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await expect(page.getByRole("checkbox")).toHaveCount(5);
});

test("a key is made and revoked by keyboard alone", async ({ page, user: _user }) => {
  const name = unique("by keyboard");
  const other = { name: "made before", scopes: ["read"] };
  expect((await page.request.post("/api/keys", { data: other })).status()).toBe(201);
  await open(page, "/settings/keys");
  await reach(page, page.getByRole("button", { name: "New key" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(page.getByLabel("write", { exact: true })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: `Key “${name}” created` })).toBeVisible();
  // What shows the secret closes by its button alone.
  await page.keyboard.press("Escape");
  await reach(page, page.getByRole("button", { name: "I have copied it" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("cell", { name, exact: true })).toBeVisible();
  await expect(page.getByRole("cell", { name: "read, write" })).toBeVisible();

  await revokeByKeys(page, name);
  // The focus does not go with the row: it is on the next one, then on the page's heading.
  await expect(page.getByRole("button", { name: "Revoke made before" })).toBeFocused();
  await revokeByKeys(page, "made before");
  await expect(page.getByText("No API keys yet")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

async function revokeByKeys(page: Page, name: string): Promise<void> {
  await reach(page, page.getByRole("button", { name: `Revoke ${name}` }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("cell", { name, exact: true })).toHaveCount(0);
}

test("what makes a key stays until its secret is shown, however long that takes", async ({
  page,
  user: _user,
}) => {
  await open(page, "/settings/keys");
  const held: (() => void)[] = [];
  await page.route("**/settings/keys", async (route) => {
    if (route.request().method() === "POST") {
      await new Promise<void>((resolve) => held.push(resolve));
    }
    await route.fallback();
  });
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("slowly made");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect.poll(() => held.length).toBe(1);
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeDisabled();
  await expect(dialog.getByRole("button", { name: "Close" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  await expect(dialog).toBeVisible();
  for (const release of held) release();
  await expect(page.getByRole("region", { name: "Secret" })).toContainText("mp_");
});
