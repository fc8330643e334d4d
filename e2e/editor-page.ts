import type { Page } from "@playwright/test";
import { expect } from "./browser";

/** The row of a field by its label, with its parts. */
export function field(page: Page, label: string) {
  const row = page.getByRole("group", { name: label, exact: true });
  return {
    row,
    slider: row.getByRole("slider"),
    box: row.getByRole("spinbutton"),
    set: row.getByRole("button", { name: `Set ${label}`, exact: true }),
    unset: row.getByRole("button", { name: `Reset ${label}`, exact: true }),
  };
}

/** The line that opens and closes a part. */
export const part = (page: Page, title: string) =>
  page.getByRole("form", { name: "Profile" }).getByText(title, { exact: true });

export const bar = (page: Page) => page.getByRole("region", { name: "Changes" });

/** Saves, and waits until it is. */
export async function save(page: Page, name: string): Promise<void> {
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(`“${name}” saved`).first()).toBeVisible();
  await expect(bar(page).getByRole("status")).toHaveText("");
}

/** Saves a default for the first time on its page, which asks. */
export async function confirmDefault(page: Page, name: string): Promise<void> {
  await bar(page).getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Save default" }).click();
  await expect(page.getByText(`“${name}” saved`).first()).toBeVisible();
  await expect(bar(page).getByRole("status")).toHaveText("");
}

/** The profile as it is saved. */
export async function saved(page: Page, id: string) {
  return (await page.request.get(`/api/models/profiles/${id}`)).json();
}

/** The id in the address of an editor. */
export function idIn(page: Page): string {
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** Somebody comes back to the page. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true })),
  );
}

/** Somebody else, or oneself elsewhere, saves the profile. */
export async function changeElsewhere(page: Page, id: string, patch: object): Promise<void> {
  const answer = await page.request.patch(`/api/models/profiles/${id}`, { data: patch });
  expect(answer.status()).toBe(200);
}

/** What a save over a newer revision opens. */
export const conflict = (page: Page) => page.getByRole("dialog", { name: /saved a newer version/ });
