import type { Page } from "@playwright/test";
import { findUser } from "./admin";
import { ENGINES_PATH, makeEngine, ollama, removeEngines, startServer } from "./api/model-server";
import { makeAdmin, ok } from "./api/world";
import { expect, makeProfile } from "./browser";
import { startEngine } from "./engines/engine";

/** The name of a profile that most pictures show. */
export const CODER = "Careful coder";

/** What stands in the pictures: profiles of a person, as they might be. */
export interface Scene {
  /** A profile with a history. */
  profile: string;
  /** Whose profiles they are, by id. */
  owner: string;
  /** A link by which the owner chooses a new password; an admin has made it. */
  reset: string;
}

/** Bounds that an admin might set; they hold for all that is done until they are removed. */
async function makeBounds(page: Page): Promise<void> {
  const bounds = [
    { path: "parameters.num_ctx", max: 32_768 },
    { path: "parameters.temperature", task: "engineering", min: 0, max: 0.6 },
    { path: "parameters.think", task: "brief_summary", fixed: false },
    { path: "parameters.stop", task: "primary", fixed: ["<|im_end|>", "\n\nUser:"] },
    { path: "circuit_breaker.max_retries", max: 3 },
  ];
  for (const data of bounds) {
    await expect(await page.request.put("/api/admin/bounds", { data })).toBeOK();
  }
}

/** What an admin, who is signed in, knows of the person. */
export async function makeAdminScene(page: Page, email: string): Promise<Omit<Scene, "profile">> {
  const { id } = await findUser(page, email);
  const answer = await page.request.post(`/api/admin/users/${id}/password-reset`);
  const { path } = (await answer.json()) as { path: string };
  await makeBounds(page);
  return { owner: id, reset: path };
}

/**
 * An engine that has been read and tested; the returned function takes it away. `models` are models of
 * the catalog that it runs, with its own names for them.
 */
export async function makeEngineScene(
  models: Readonly<Record<string, string>> = {},
): Promise<() => Promise<void>> {
  const details = { family: "qwen3", parameter_size: "30B", quantization_level: "Q4_K_M" };
  const names = ["qwen3:30b", "gemma3:4b", "nomic-embed-text:latest"];
  const server = await startServer(ollama(names.map((name) => ({ tag: { name, details } }))));
  const engine = { name: "gpu-box", address: server.address, key: "secret", models };
  const { id } = await makeEngine(engine);
  const { session } = await makeAdmin();
  for (const call of ["read", "test"]) {
    ok(await session.post(`${ENGINES_PATH}/${String(id)}/${call}`));
  }
  return async () => {
    await removeEngines();
    await server.close();
  };
}

/** Profiles that the person has deleted: one was used, the other was not. */
async function makeTrash(page: Page): Promise<void> {
  const draft = await makeProfile(page, { name: "Draft of March" });
  const used = await makeProfile(page, { name: "Plain summaries", type: 2 });
  await makeProfile(page, { name: "Terse summaries", type: 2, base_profile_id: used.id });
  const model_profiles = {
    summarization_profile_id: used.id,
    brief_summary_profile_id: used.id,
    key_points_profile_id: used.id,
  };
  await expect(await page.request.patch("/api/config", { data: { model_profiles } })).toBeOK();
  for (const { id } of [draft, used]) {
    await expect(await page.request.delete(`/api/models/profiles/${id}`)).toBeOK();
  }
}

/** What a person who has used the app for a while has in it. */
export async function makeScene(page: Page): Promise<Pick<Scene, "profile">> {
  await makeTrash(page);
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

/** The catalog's models that the engine in the pictures runs. */
const SERVED = ["qwen3-30b-a3b-q4-k-m", "qwen3-coder-30b-a3b", "llama-chat-summary-3_2-3b-q5-k-m"];

/** Requests that a person's programs sent through their profiles: most were answered. */
export async function makeActivityScene(page: Page): Promise<void> {
  const texts = ["Hello", "A longer answer", "Short"];
  const engine = await startEngine("llama_cpp", (_received, count) =>
    count % 5 === 0
      ? { pieces: [], refusal: { status: 400, message: "The input is too long" } }
      : { pieces: [{ text: texts[count % 3] ?? "" }], delay: count * 10 },
  );
  const { id } = await makeEngine({
    kind: "llama_cpp",
    name: "gpu-box",
    address: engine.url,
    local: true,
    models: Object.fromEntries(SERVED.map((id) => [id, id])),
  });
  let last = "";
  for (const task of [
    "primary",
    "engineering",
    "primary",
    "brief_summary",
    "engineering",
    "primary",
  ]) {
    const data = { model: `task:${task}`, messages: [{ role: "user", content: "Hello" }] };
    const answer = await page.request.post("/v1/chat/completions", { data });
    last = answer.headers()["x-request-id"] ?? last;
  }
  const written = async () => (await page.request.get(`/api/requests/${last}`)).status();
  await expect.poll(written).toBe(200);
  const { session } = await makeAdmin();
  ok(await session.delete(`${ENGINES_PATH}/${String(id)}`), 204);
  await engine.close();
}
