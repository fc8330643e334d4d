import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { findChromium } from "@/scripts/chromium.mjs";

/** Where Lighthouse finds the browser. */
export const DEBUGGING_PORT = 3409;

const VISITOR = {
  name: "Bench",
  email: "bench@example.org",
  password: "a password for the benchmark",
};

/** Somebody with a browser. */
export interface Visitor {
  context: BrowserContext;
  origin: string;
  close: () => Promise<void>;
}

/** A browser with a profile of its own, which Lighthouse's tabs share the sign-in of. */
export async function openBrowser(origin: string): Promise<Visitor> {
  const folder = mkdtempSync(path.join(tmpdir(), "model-profiles-browser-"));
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(folder, {
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${DEBUGGING_PORT}`],
    viewport: { width: 1350, height: 940 },
    baseURL: origin,
  });
  // What the loader of TypeScript puts into functions, also into those that run in the page.
  await context.addInitScript("globalThis.__name = (target) => target");
  const close = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { context, origin, close };
}

/** Makes the first admin. */
export async function makeAdmin({ context, origin }: Visitor): Promise<void> {
  const answer = await context.request.post(`${origin}/api/setup`, { data: VISITOR });
  if (!answer.ok()) throw new Error(`set-up answers ${answer.status()}`);
}

export async function signIn({ context, origin }: Visitor): Promise<void> {
  const csrf = await context.request.get(`${origin}/api/auth/csrf`);
  const { csrfToken } = await csrf.json();
  const { email, password } = VISITOR;
  await context.request.post(`${origin}/api/auth/callback/credentials`, {
    form: { csrfToken, email, password },
    maxRedirects: 0,
  });
  const me = await context.request.get(`${origin}/api/me`);
  if (!me.ok()) throw new Error("the sign-in has failed");
}

/** As many profiles of the visitor's own; the first one's id. */
export async function makeProfiles({ context, origin }: Visitor, count: number): Promise<string> {
  let first = "";
  for (let index = 1; index <= count; index += 1) {
    const name = `Profile ${String(index).padStart(3, "0")}`;
    const data = {
      name,
      type: 1,
      model_name: "qwen3-30b-a3b-q4-k-m",
      base_profile_id: "00000000-0000-0000-0000-000000000001",
      parameters: { temperature: 0.5, top_k: 20, num_ctx: 8192, stop: ["<|im_end|>"] },
      system_prompt: "You are a careful assistant. ".repeat(20),
    };
    const answer = await context.request.post(`${origin}/api/models/profiles`, { data });
    if (!answer.ok()) throw new Error(`${name}: ${await answer.text()}`);
    if (index === 1) first = (await answer.json()).id;
  }
  return first;
}

/**
 * A tab with the page in it, at rest, on a processor so many times slower.
 * @throws where there is no such page
 */
export async function visit({ context }: Visitor, address: string, slower = 1): Promise<Page> {
  const page = await context.newPage();
  const answer = await page.goto(address, { waitUntil: "networkidle" });
  const status = answer?.status() ?? 0;
  if (status !== 200) {
    await page.close();
    throw new Error(`${address} answers ${status}`);
  }
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return page;
}
