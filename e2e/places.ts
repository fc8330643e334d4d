import type { Locator, Page } from "@playwright/test";
import { findUser } from "./admin";
import { expect, makeProfile } from "./browser";

/** What stands in the pictures: profiles of a person, as they might be. */
export interface Scene {
  /** A profile with a history. */
  profile: string;
  /** Whose profiles they are, by id. */
  owner: string;
  /** A link by which the owner chooses a new password; an admin has made it. */
  reset: string;
}

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

const CODER = "Careful coder";
const MODELS = ["qwen3-coder-30b-a3b", "openai-gpt-oss-20b", "qwen3-4b-ud-q6-k-xl"];
const DEFAULT = "/profiles/00000000-0000-0000-0000-000000000001";

/** Every page; a new one is a line here. */
export const PLACES: readonly Place[] = [
  { name: "setup", path: "/setup", as: "first", shows: named("button", "Create the admin") },
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
    shows: (page) => page.getByText("No profile matches"),
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
    shows: (page) => page.getByText("No model matches"),
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
    shows: named("button", "Make the key"),
    window: true,
  },
  {
    name: "settings-appearance",
    path: "/settings/appearance",
    as: "person",
    shows: named("radio", "Dark"),
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
      await page.getByRole("button", { name: "Make the link" }).click();
    },
    shows: named("button", "I have copied it"),
    window: true,
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
    shows: named("heading", "Where it came from"),
  },
  {
    name: "admin-audit-kept",
    path: "/admin/audit",
    as: "admin",
    then: async (page) => {
      await press("How long…")(page);
      await page.getByLabel("Days", { exact: true }).fill("90");
    },
    shows: (page) => page.getByText("No event is as old as that yet."),
    window: true,
  },
  {
    name: "reset",
    path: ({ reset }) => reset,
    as: "admin",
    shows: named("button", "Set the password"),
  },
  {
    name: "reset-used",
    path: "/reset#used",
    as: "nobody",
    shows: (page) => page.getByText("This link is of no use any more"),
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
    shows: (page) => page.getByText("There is nothing at this address"),
  },
];

/** What an admin, who is signed in, knows of the person. */
export async function makeAdminScene(page: Page, email: string): Promise<Omit<Scene, "profile">> {
  const { id } = await findUser(page, email);
  const answer = await page.request.post(`/api/admin/users/${id}/password-reset`);
  const { path } = (await answer.json()) as { path: string };
  return { owner: id, reset: path };
}

/** What a person who has used the app for a while has in it. */
export async function makeScene(page: Page): Promise<Pick<Scene, "profile">> {
  const prompt =
    "You are a careful software engineer.\n\nSay what you changed and why. Keep to the style around it.\n- Never guess an interface.\n- Ask before deleting.";
  const coder = await makeProfile(page, {
    name: CODER,
    description: "Reviews and small changes",
    type: 18,
    model_name: "qwen3-coder-30b-a3b",
    base_profile_id: "00000000-0000-0000-0000-000000000018",
    parameters: { temperature: 0.2, num_ctx: 65_536, stop: ["<|im_end|>", "\n\nUser:"] },
    system_prompt: prompt,
  });
  const owl = await makeProfile(page, {
    name: "Night owl",
    description: "Long answers for long evenings",
    parameters: { temperature: 1.1, top_p: 0.95, num_ctx: 16_384, num_predict: -1 },
  });
  await makeProfile(page, {
    name: "Short notes",
    type: 9,
    parameters: { temperature: 0, seed: 7 },
  });
  await makeProfile(page, {
    name: "Search index",
    type: 14,
    model_name: "nomic-embed-text-v2",
    parameters: { num_ctx: 512 },
  });
  const changes = [
    { parameters: { temperature: 0, top_k: 20 } },
    { system_prompt: prompt.replace("careful", "bold").replace("- Ask before deleting.", "") },
    { parameters: { top_k: null }, circuit_breaker: { max_retries: 0 } },
  ];
  for (const data of changes) {
    await expect(await page.request.patch(`/api/models/profiles/${coder.id}`, { data })).toBeOK();
  }
  const model_profiles = { engineering_profile_id: coder.id, primary_profile_id: owl.id };
  await expect(await page.request.patch("/api/config", { data: { model_profiles } })).toBeOK();
  const key = { name: "nightly report", scopes: ["read"] };
  await expect(await page.request.post("/api/keys", { data: key })).toBeOK();
  return { profile: coder.id };
}
