import type { Page } from "@playwright/test";
import { signInAsAdmin } from "./admin";
import { makeEngine, removeEngines } from "./api/model-server";
import { MODEL } from "./api/world";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible";
import { expect, expectNoOverflow, open, test } from "./browser";
import { startEngine } from "./engines/engine";
import type { StandIn } from "./engines/server";

const PATH = "/activity";

let engine: StandIn;

test.beforeEach(async () => {
  engine = await startEngine("llama_cpp", (_received, count) =>
    count === 2
      ? { pieces: [], refusal: { status: 400, message: "no" } }
      : { pieces: [{ text: "Hello" }] },
  );
  await makeEngine({
    kind: "llama_cpp",
    name: "gpu-box",
    address: engine.url,
    local: true,
    models: { [MODEL]: "engine-model" },
  });
});

test.afterEach(async () => {
  await removeEngines();
  await engine.close();
});

/** Sends a request through the profile of the task Primary, and waits until its row is written. */
async function ask(page: Page): Promise<void> {
  const data = { model: "task:primary", messages: [{ role: "user", content: "private words" }] };
  const answer = await page.request.post("/v1/chat/completions", { data });
  const id = answer.headers()["x-request-id"] ?? "";
  await expect.poll(async () => (await page.request.get(`/api/requests/${id}`)).status()).toBe(200);
}

const items = (page: Page) => page.getByRole("list", { name: "Requests, newest first" });
const plot = (page: Page, title: string) =>
  page.getByRole("img", { name: new RegExp(`^${title}`) });

test("without requests, the page shows how to send the first one", async ({
  page,
  user: _user,
}) => {
  await open(page, PATH);
  await expect(page.getByText("No requests yet")).toBeVisible();
  await expect(page.getByRole("region", { name: "Example request" })).toContainText(
    /curl http:.*\/v1\/chat\/completions/,
  );
  await expect(page.getByRole("link", { name: "Create an API key" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("requests appear while the page is open, with their sums, and open by the keyboard", async ({
  page,
  user: _user,
}) => {
  await open(page, PATH);
  await ask(page);
  await ask(page);
  await expect(items(page).getByRole("button")).toHaveCount(2);
  await expect(items(page).getByRole("button").first()).toContainText(
    "The engine refused the request",
  );
  const answered = items(page).getByRole("button").nth(1);
  await expect(answered).toContainText("Primary");
  await expect(answered).toContainText("on gpu-box");
  await answered.press("Enter");
  await expect(page.getByRole("heading", { name: "Response" })).toBeVisible();
  await expect(page.getByText("OK (status 200)")).toBeVisible();
  await expect(page.getByRole("link", { name: MODEL })).toBeVisible();
  await expect(page.locator("main")).not.toContainText("private words");
  await page.reload();
  await expect(plot(page, "Requests")).toHaveAccessibleName(/Complete: 1, Canceled: 0, Failed: 1/);
  await page.getByRole("combobox", { name: "Compare by" }).selectOption("By engine");
  await expect(page.getByRole("region", { name: "By engine" })).toContainText("gpu-box");
  await expectAccessible(page);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoOverflow(page);
  }
});

test("a paused page stays as it is until it is resumed", async ({ page, user: _user }) => {
  await ask(page);
  await page.clock.install();
  await open(page, PATH);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused")).toBeVisible();
  await ask(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.clock.runFor("01:00");
  // Whatever the page had asked for would be seen before this.
  await page.evaluate(() => fetch("/api/health"));
  expect(asked).toEqual(["/api/health"]);
  await expect(items(page).getByRole("button")).toHaveCount(1);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(items(page).getByRole("button")).toHaveCount(2);
});

test("an admin sees everyone's requests on demand, others only their own", async ({
  page,
  user,
}) => {
  await ask(page);
  await open(page, PATH);
  await expect(page.getByRole("combobox", { name: "Whose requests" })).toBeHidden();
  await signInAsAdmin(page);
  await open(page, PATH);
  await page.getByRole("combobox", { name: "Whose requests" }).selectOption("Everyone’s requests");
  await expect(items(page).getByRole("button", { name: user.name }).first()).toBeVisible();
});
