import { ADMIN, signInQuickly } from "./browser";
import { named, type Place, press } from "./place";

/** The pages of admins. */
export const ADMIN_PLACES: readonly Place[] = [
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
    shows: (page) => page.getByRole("switch", { name: "Registration" }),
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
    name: "admin-users-invite",
    path: "/admin/users?sort=-created_at",
    as: "admin",
    then: press("Invite…"),
    shows: named("button", "Create invitation"),
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
    name: "admin-users-keys",
    path: "/admin/users?sort=-created_at",
    as: "admin",
    then: async (page) => {
      await page.getByRole("button", { name: "Actions for" }).first().click();
      await page.getByRole("menuitem", { name: "API keys…" }).click();
    },
    shows: named("button", "Revoke nightly report"),
    window: true,
  },
  {
    name: "admin-users-password",
    path: "/admin/users?sort=-created_at",
    as: "admin",
    then: async (page) => {
      // A session in which the password was not entered again.
      await page.context().clearCookies();
      await signInQuickly(page, ADMIN);
      await page.getByRole("button", { name: "Actions for" }).first().click();
      await page.getByRole("menuitem", { name: "Make admin…" }).click();
      await page
        .getByRole("alertdialog")
        .getByRole("button", { name: /^Make / })
        .click();
    },
    shows: (page) => page.getByLabel("Your password", { exact: true }),
    window: true,
  },
  {
    name: "admin-engines",
    path: "/admin/engines",
    as: "admin",
    shows: (page) =>
      page.getByRole("listitem", { name: "gpu-box" }).getByText("Up", { exact: true }),
  },
  {
    name: "admin-engines-none",
    path: "/admin/engines",
    as: "admin",
    then: async (page) => {
      await page.getByRole("button", { name: "Actions for gpu-box" }).click();
      await page.getByRole("menuitem", { name: "Remove…" }).click();
      await press("Remove gpu-box")(page);
      await page.getByText("gpu-box removed").waitFor();
    },
    shows: (page) => page.getByText("No engines"),
  },
  {
    name: "admin-engines-add",
    path: "/admin/engines",
    as: "admin",
    then: async (page) => {
      await press("Add engine")(page);
      await page.getByText("Order and limits").click();
    },
    shows: (page) => page.getByRole("dialog").getByLabel("Priority"),
    window: true,
  },
  {
    name: "admin-engines-test",
    path: "/admin/engines",
    as: "admin",
    then: press("Test gpu-box"),
    shows: (page) => page.getByRole("dialog").getByText("With each request"),
    window: true,
  },
  {
    name: "admin-engines-find",
    path: "/admin/engines?find=1",
    as: "admin",
    shows: (page) => page.getByRole("dialog").getByLabel("Other hosts"),
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
      await press("Change how long audit events are kept…")(page);
      await page.getByLabel("Days", { exact: true }).fill("90");
    },
    shows: (page) => page.getByText("No events are older."),
    window: true,
  },
];
