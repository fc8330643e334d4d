import type { Server } from "node:http";
import type { Page } from "@playwright/test";
import { actionCall } from "./actions";
import { listen } from "./reverse-proxy";

/** Same site as the app's host, so that a browser sends the session's cookie along; not its origin. */
export const OTHER_HOST = "other.example.org";

/** A write that reached the proxy from a page of another origin. */
export interface Attempt {
  path: string;
  status: number;
  hasSession: boolean;
}

/** Serves an empty page of another origin, by the protocol of `origin`. */
export function startOtherSite(port: number, origin: string): Promise<Server> {
  return listen(port, origin.startsWith("https:"), (_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!doctype html><title>Another origin</title>");
  });
}

/** Collects the attempts that arrive at a proxy from now on. */
export function attemptsAt(edge: Server | undefined): Attempt[] {
  const attempts: Attempt[] = [];
  edge?.on("request", ({ method, url = "", headers }, response) => {
    if (method === "OPTIONS" || !headers.origin?.includes(OTHER_HOST)) return;
    const hasSession = headers.cookie?.includes("session-token") ?? false;
    // Not `finish`: the browser hangs up on a response that the page must not read.
    response.once("close", () =>
      attempts.push({ path: url, status: response.statusCode, hasSession }),
    );
  });
  return attempts;
}

/**
 * Tries every write that a page of another origin can make a browser send: without asking the server
 * first, asking first, and by forms.
 */
export async function attack(page: Page, origin: string, port: number): Promise<void> {
  const attacker = await page.context().newPage();
  const { protocol } = new URL(origin);
  const home = `${protocol}//${OTHER_HOST}${protocol === "http:" ? `:${port}` : ""}/`;
  const action = actionCall("signOutEverywhereAction");
  const duplicate = `${origin}/api/models/profiles/00000000-0000-0000-0000-000000000001/duplicate`;
  await attacker.goto(home);
  await attacker.evaluate(async (url) => {
    const write = (init: RequestInit) =>
      fetch(url, { method: "POST", credentials: "include", ...init }).catch(() => undefined);
    await write({ mode: "no-cors" });
    // Asks first (OPTIONS), and does not get leave.
    await write({ headers: { "Content-Type": "application/json" }, body: '{"name":"Forged"}' });
  }, duplicate);
  const forms = [
    { url: duplicate, enctype: "text/plain", name: '{"name":"Forged","x":"', value: '"}' },
    {
      url: origin + action.path,
      enctype: "multipart/form-data",
      name: `$ACTION_ID_${action.id}`,
      value: "",
    },
  ];
  for (const form of forms) {
    await attacker.goto(home);
    await attacker.evaluate(({ url, enctype, name, value }) => {
      const element = Object.assign(document.createElement("form"), { method: "post", enctype });
      element.action = url;
      const input = Object.assign(document.createElement("input"), { name, value });
      element.append(input);
      document.body.append(element);
      element.submit();
    }, form);
    await attacker.waitForURL(form.url);
  }
  await attacker.close();
}
