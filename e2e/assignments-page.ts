import type { Locator, Page } from "@playwright/test";
import { expect } from "./browser";

/** The bar that saves the choices. */
export function bar(page: Page): Locator {
  return page.getByRole("region", { name: "Changes" });
}

/** The profile that the caller has assigned to each task. */
export async function overrides(page: Page): Promise<Record<string, string>> {
  const { model_profiles, overrides } = await (await page.request.get("/api/config")).json();
  const tasks: { key: string; config_field: string }[] = (
    await (await page.request.get("/api/tasks")).json()
  ).data;
  const chosen = tasks.filter(({ key }) => overrides.includes(key));
  return Object.fromEntries(
    chosen.map(({ key, config_field }) => [key, model_profiles[config_field]]),
  );
}

/** Assigns profiles over HTTP as the signed-in user. */
export async function assign(
  page: Page,
  model_profiles: Record<string, string | null>,
): Promise<void> {
  await expect(await page.request.patch("/api/config", { data: { model_profiles } })).toBeOK();
}

/** Presses Save and waits until it is done. */
export async function save(page: Page): Promise<void> {
  await bar(page).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/assignments? saved$/).last()).toBeVisible();
  await expect(bar(page).getByRole("button")).toHaveCount(0);
}
