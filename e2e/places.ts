import type { Locator, Page } from "@playwright/test";
import { CODER, type Scene } from "./scene";

export interface Place {
  /** The picture's name. */
  name: string;
  path: string | ((scene: Scene) => string);
  /** Who looks at it: nobody we know, a person with profiles, an admin who has such a person among the
   * users, or whoever comes to a new installation. */
  as: "nobody" | "person" | "admin" | "first";
  /** What must be there before the picture is taken, on any width. */
  shows: (page: Page) => Locator;
  /** Opens what the picture is of. */
  then?: (page: Page) => Promise<void>;
  /** Only what a window shows: the whole page is too long to look at. */
  window?: boolean;
}

const named = (role: Parameters<Page["getByRole"]>[0], name: string) => (page: Page) =>
  page.getByRole(role, { name, exact: true }).filter({ visible: true }).first();

const press = (name: string) => (page: Page) =>
  page.getByRole("button", { name, exact: true }).click();

const MODELS = ["qwen3-coder-30b-a3b", "openai-gpt-oss-20b", "qwen3-4b-ud-q6-k-xl"];
const DEFAULT = "/profiles/00000000-0000-0000-0000-000000000001";

/** Every page; a new one is a line here. */
export const PLACES: readonly Place[] = [
  { name: "setup", path: "/setup", as: "first", shows: named("button", "Create admin account") },
  { name: "login", path: "/login", as: "nobody", shows: named("button", "Sign in") },
  { name: "register", path: "/register", as: "nobody", shows: named("button", "Create account") },
  { name: "profiles", path: "/profiles", as: "person", shows: named("link", CODER) },
  {
    name: "profiles-system",
    path: "/profiles?owner=system",
    as: "person",
    shows: named("link", "Primary (Default)"),
  },
  {
    name: "profiles-none",
    path: "/profiles?q=nothing",
    as: "person",
    shows: (page) => page.getByText("No matching profiles"),
  },
  {
    name: "profile-new",
    path: "/profiles/new?task=primary",
    as: "person",
    shows: named("heading", "Sampling"),
  },
  {
    name: "profile",
    path: ({ profile }) => `/profiles/${profile}`,
    as: "person",
    shows: named("heading", CODER),
  },
  { name: "profile-default", path: DEFAULT, as: "person", shows: named("tab", "History") },
  {
    name: "history",
    path: ({ profile }) => `/profiles/${profile}?tab=history`,
    as: "person",
    shows: (page) => page.locator("ins").first(),
  },
  {
    name: "history-restore",
    path: ({ profile }) => `/profiles/${profile}?tab=history`,
    as: "person",
    then: press("Restore revision 1…"),
    shows: (page) => page.getByRole("dialog").locator("ins").first(),
    window: true,
  },
  { name: "assignments", path: "/assignments", as: "person", shows: named("heading", "Chat") },
  {
    name: "assignments-effective",
    path: "/assignments?effective=engineering",
    as: "person",
    shows: (page) => page.getByRole("dialog").getByRole("heading", { name: "System prompt" }),
    window: true,
  },
  {
    name: "models",
    path: `/models?ids=${MODELS.slice(0, 2).join(",")}`,
    as: "person",
    shows: named("link", "Compare 2"),
  },
  {
    name: "models-cards",
    path: "/models?view=cards",
    as: "person",
    shows: named("link", "openai/gpt-oss-20b"),
  },
  {
    name: "models-none",
    path: "/models?q=nothing",
    as: "person",
    shows: (page) => page.getByText("No matching models"),
  },
  {
    name: "model",
    path: `/models/${MODELS[0]}`,
    as: "person",
    shows: named("heading", "Recommended parameters"),
  },
  {
    name: "models-compare",
    path: `/models/compare?ids=${MODELS.join(",")}`,
    as: "person",
    shows: named("checkbox", "Only differences"),
  },
  {
    name: "model-not-found",
    path: "/models/qwen3-codr",
    as: "person",
    shows: named("link", "qwen3-coder-30b-a3b"),
  },
  { name: "settings", path: "/settings", as: "person", shows: named("button", "Save name") },
  {
    name: "settings-keys",
    path: "/settings/keys",
    as: "person",
    shows: named("button", "Revoke nightly report"),
  },
  {
    name: "settings-keys-new",
    path: "/settings/keys",
    as: "person",
    then: press("New key"),
    shows: named("button", "Create key"),
    window: true,
  },
  {
    name: "settings-appearance",
    path: "/settings/appearance",
    as: "person",
    shows: named("radio", "Dark"),
  },
  {
    name: "admin-defaults",
    path: "/admin/defaults",
    as: "admin",
    shows: named("link", "Primary (Default)"),
  },
  {
    name: "admin-bounds",
    path: "/admin/bounds",
    as: "admin",
    shows: (page) => page.getByText("at most 32,768 tokens").filter({ visible: true }),
  },
  {
    name: "admin-bounds-add",
    path: "/admin/bounds",
    as: "admin",
    then: async (page) => {
      await press("Add limit")(page);
      await page.getByRole("combobox", { name: /^Field/ }).click();
      await page.getByPlaceholder("Search name, path").fill("parameters.num_ctx");
      await page.keyboard.press("Enter");
      await page.getByLabel("Maximum").fill("16384");
    },
    shows: (page) => page.getByText(/capped to 16,384/).first(),
    window: true,
  },
  {
    name: "admin-users",
    path: "/admin/users?sort=-created_at",
    as: "admin",
    shows: (page) => page.getByRole("switch", { name: "Registration is open" }),
    window: true,
  },
  {
    name: "admin-users-disable",
    path: "/admin/users?sort=-created_at",
    as: "admin",
    then: async (page) => {
      await page.getByRole("button", { name: "Actions for" }).first().click();
      await page.getByRole("menuitem", { name: "Disable…" }).click();
    },
    shows: named("button", "Cancel"),
    window: true,
  },
  {
    name: "admin-users-link",
    path: "/admin/users?sort=-created_at",
    as: "admin",
    then: async (page) => {
      await page.getByRole("button", { name: "Actions for" }).first().click();
      await page.getByRole("menuitem", { name: "Password link…" }).click();
      await page.getByRole("button", { name: "Create link" }).click();
    },
    shows: named("button", "I have copied it"),
    window: true,
  },
  {
    name: "admin-catalog",
    path: "/admin/catalog",
    as: "admin",
    shows: named("heading", "Missing models"),
  },
  {
    name: "admin-audit",
    path: ({ owner }) => `/admin/audit?actor=${owner}`,
    as: "admin",
    then: async (page) => {
      await page
        .getByRole("button", { name: /Profile changed/ })
        .nth(1)
        .click();
    },
    shows: named("heading", "Origin"),
  },
  {
    name: "admin-audit-kept",
    path: "/admin/audit",
    as: "admin",
    then: async (page) => {
      await press("Retention…")(page);
      await page.getByLabel("Days", { exact: true }).fill("90");
    },
    shows: (page) => page.getByText("No events are older."),
    window: true,
  },
  {
    name: "reset",
    path: ({ reset }) => reset,
    as: "admin",
    shows: named("button", "Set password"),
  },
  {
    name: "reset-used",
    path: "/reset#used",
    as: "nobody",
    shows: (page) => page.getByText("This link is no longer valid"),
  },
  {
    name: "docs",
    path: "/docs/api",
    as: "nobody",
    shows: named("heading", "Profiles"),
    window: true,
  },
  {
    name: "not-found",
    path: "/nowhere",
    as: "person",
    shows: (page) => page.getByText("Page not found"),
  },
];
