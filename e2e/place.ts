import type { Locator, Page } from "@playwright/test";
import type { Scene } from "./scene";

export interface Place {
  /** The picture's name. */
  name: string;
  path: string | ((scene: Scene) => string);
  /** Who looks at it: a signed-out visitor, a person with profiles, an admin of a server with such a
   * person, or the first visitor of a new installation. */
  as: "nobody" | "person" | "admin" | "first";
  /** What must be there before the picture is taken, on any width. */
  shows: (page: Page) => Locator;
  /** Opens what the picture is of. */
  then?: (page: Page) => Promise<void>;
  /** Only what a window shows: the whole page is too long to look at. */
  window?: boolean;
}

export const named = (role: Parameters<Page["getByRole"]>[0], name: string) => (page: Page) =>
  page.getByRole(role, { name, exact: true }).filter({ visible: true }).first();

export const press = (name: string) => (page: Page) =>
  page.getByRole("button", { name, exact: true }).click();
