import { named, type Place, press } from "./place";
import { ADMIN_PLACES } from "./places-admin";
import { CODER } from "./scene";

const MODELS = ["qwen3-coder-30b-a3b", "openai-gpt-oss-20b", "qwen3-4b-ud-q6-k-xl"];
const DEFAULT = "/profiles/00000000-0000-0000-0000-000000000001";

/** Every page; a new one is a line here. */
export const PLACES: readonly Place[] = [
  { name: "setup", path: "/setup", as: "first", shows: named("button", "Create admin account") },
  { name: "login", path: "/login", as: "nobody", shows: named("button", "Sign in") },
  { name: "register", path: "/register", as: "nobody", shows: named("button", "Create account") },
  { name: "tasks", path: "/", as: "person", shows: named("link", "Engineering") },
  {
    name: "tasks-none",
    path: "/?q=nothing",
    as: "person",
    shows: (page) => page.getByText("No matching tasks"),
  },
  {
    name: "tasks-bulk",
    path: "/",
    as: "person",
    then: async (page) => {
      await page.getByRole("checkbox", { name: "Select all 4 tasks in Summaries" }).check();
      await press("Switch model…")(page);
      await page.getByRole("option", { name: /qwen3-4b/ }).click();
    },
    shows: named("button", "Switch 4 tasks"),
    window: true,
  },
  {
    name: "task",
    path: "/tasks/engineering",
    as: "person",
    shows: named("heading", "Engineering"),
  },
  {
    name: "task-history",
    path: "/tasks/engineering?tab=history",
    as: "person",
    shows: (page) => page.locator("ins").first(),
  },
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
    name: "profiles-trash",
    path: "/profiles/trash",
    as: "person",
    shows: (page) =>
      page.getByRole("button", { name: "Restore Draft of March" }).filter({ visible: true }),
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
    name: "assignments-none",
    path: "/assignments?task=nothing",
    as: "person",
    shows: (page) => page.getByText("No matching tasks"),
  },
  {
    name: "assignments-matrix",
    path: "/assignments?view=matrix",
    as: "person",
    shows: named("heading", "Chat"),
  },
  {
    name: "assignments-history",
    path: "/assignments?view=history",
    as: "person",
    shows: named("button", "Undo: Assigned profiles to 2 tasks"),
  },
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
  {
    name: "activity-none",
    path: "/activity",
    as: "person",
    shows: (page) => page.getByText("No requests yet"),
  },
  {
    name: "activity",
    path: "/activity",
    as: "person",
    then: async (page) => {
      await page
        .getByRole("list", { name: "Requests, newest first" })
        .getByRole("button")
        .first()
        .click();
    },
    shows: named("heading", "Response"),
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
    name: "settings-sessions",
    path: "/settings/sessions",
    as: "person",
    shows: (page) => page.getByText("this browser").filter({ visible: true }),
  },
  {
    name: "settings-appearance",
    path: "/settings/appearance",
    as: "person",
    shows: named("radio", "Dark"),
  },
  ...ADMIN_PLACES,
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
    shows: named("heading", "Link no longer valid"),
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
