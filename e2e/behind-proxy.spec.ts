import type { Server } from "node:http";
import type { APIRequestContext, Page } from "@playwright/test";
import { type Attempt, attack, attemptsAt, OTHER_HOST, startOtherSite } from "./cross-site";
import { ADMIN, expect, fillSignIn, open, type Person, test, unique, untilHome } from "./browser";
import { save } from "./editor-page";
import { AppServer, endAll, fileIn, freshFolder } from "./load/servers";
import { type ProxyOptions, startProxy } from "./reverse-proxy";

/** Of the server that all tests use; it trusts one proxy. */
const SHARED = Number(process.env.E2E_PORT ?? 3100);
/** The proxy that the browser reaches. */
const EDGE = SHARED + 70;
const INNER = SHARED + 80;
const OTHER = SHARED + 90;
const APP = SHARED + 100;

const HOST = "profiles.example.org";

const GATE = { username: "gate", password: "keeper" };

/** The browser's word on a header that it only follows over HTTPS. */
const NOT_OVER_HTTP = "The Cross-Origin-Opener-Policy header has been ignored";

interface Arrangement {
  name: string;
  /** As the browser shows it. */
  origin: string;
  trustedProxies: 0 | 1 | 2;
  /** From the browser to the app. */
  hops: readonly Omit<ProxyOptions, "port" | "upstream">[];
  /** Headers by which a client poses as a proxy. */
  claimed?: Record<string, string>;
}

const ARRANGEMENTS: readonly Arrangement[] = [
  {
    name: "Basic authentication",
    origin: `http://${HOST}:${EDGE}`,
    trustedProxies: 1,
    hops: [{ credentials: `${GATE.username}:${GATE.password}`, reports: "x-forwarded" }],
  },
  {
    // nginx: `proxy_set_header Host $host:$server_port`.
    name: "a Host with the default port of HTTP",
    origin: `http://${HOST}`,
    trustedProxies: 0,
    hops: [{ host: (received) => `${received}:80` }],
  },
  {
    name: "HTTPS and a Host in upper case with the default port",
    origin: `https://${HOST}`,
    trustedProxies: 0,
    hops: [{ secure: true, host: (received) => `${received.toUpperCase()}:443` }],
  },
  {
    name: "HTTPS, reported by X-Forwarded headers",
    origin: `https://${HOST}`,
    trustedProxies: 1,
    hops: [{ secure: true, host: () => "app.internal:3000", reports: "x-forwarded" }],
  },
  {
    name: "HTTPS, reported by Forwarded",
    origin: `https://${HOST}`,
    trustedProxies: 1,
    hops: [{ secure: true, host: () => "app.internal:3000", reports: "forwarded" }],
  },
  {
    name: "two proxies that report lists",
    origin: `https://${HOST}`,
    trustedProxies: 2,
    hops: [
      { secure: true, host: () => "inner.internal", reports: "x-forwarded" },
      { host: () => "app.internal:3000", reports: "x-forwarded" },
    ],
    claimed: {
      "X-Forwarded-For": "203.0.113.7",
      "X-Forwarded-Host": "claimed.example.net",
      "X-Forwarded-Proto": "http",
    },
  },
];

/** The tests' hosts are on this machine, where the origins' default ports are not to be had. */
const RESOLVE = `--host-resolver-rules=MAP ${HOST} localhost:${EDGE},MAP ${OTHER_HOST} localhost:${OTHER}`;

test.use({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...(launchOptions.args ?? []), RESOLVE] }),
    { scope: "worker" },
  ],
});

/** Of the running test: the proxies, and the other origin's. */
const servers = new Set<Server>();

test.afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
});

test.afterAll(endAll);

/** The port of an app that trusts so many proxies: the one of all tests, or another one. */
const appPort = (trustedProxies: number) => (trustedProxies === 1 ? SHARED : APP + trustedProxies);

const started = new Set<number>();

async function startApp(port: number, trustedProxies: number): Promise<void> {
  if (port === SHARED || started.has(port)) return;
  const folder = freshFolder();
  const app = new AppServer(port, {
    DATA_DIR: folder,
    DATABASE_URL: `file:${fileIn(folder)}`,
    TRUST_PROXY: String(trustedProxies),
  });
  await app.start();
  started.add(port);
}

/** Starts the app, whose admin exists, and the proxies. Returns the other origin's attempts. */
async function arrange(
  { origin, trustedProxies, hops }: Arrangement,
  request: APIRequestContext,
): Promise<Attempt[]> {
  const app = appPort(trustedProxies);
  await startApp(app, trustedProxies);
  const setup = await request.post(`http://localhost:${app}/api/setup`, { data: ADMIN });
  expect([201, 409]).toContain(setup.status());
  const ports = [EDGE, INNER].slice(0, hops.length);
  for (const [at, hop] of hops.entries()) {
    const [port = EDGE, upstream = app] = ports.slice(at);
    servers.add(await startProxy({ ...hop, port, upstream }));
  }
  servers.add(await startOtherSite(OTHER, origin));
  return attemptsAt([...servers][0]);
}

async function register(page: Page, { name, email, password }: Person): Promise<void> {
  await open(page, "/register");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await untilHome(page);
}

async function signOut(page: Page, { name }: Person): Promise<void> {
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("/login");
}

/** Creates a profile and saves a change of it. */
async function saveProfile(page: Page, name: string): Promise<void> {
  await open(page, "/profiles/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.keyboard.press("Control+s");
  await page.waitForURL(/profiles\/[0-9a-f-]{36}$/);
  await page.getByLabel("Description").fill("Saved through a proxy");
  await save(page, name);
}

/** The names of all profiles that the person sees. */
function profileNames(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const answer = await fetch("/api/models/profiles?limit=100");
    const { data } = (await answer.json()) as { data: { name: string }[] };
    return data.map(({ name }) => name);
  });
}

for (const arrangement of ARRANGEMENTS) {
  const { name, origin, claimed = {} } = arrangement;
  test.describe(`behind ${name}`, () => {
    test.use({
      baseURL: origin,
      ignoreHTTPSErrors: true,
      httpCredentials: GATE,
      extraHTTPHeaders: claimed,
    });

    test("a person registers, signs in, saves and signs out, and another origin writes nothing", async ({
      page,
      request,
      complaints,
    }) => {
      const attempts = await arrange(arrangement, request);
      const word = unique("Proxied");
      const person = { name: word, email: `${word}@example.org`, password: "long enough to pass" };
      await register(page, person);
      await signOut(page, person);
      await fillSignIn(page, person);
      await untilHome(page);
      await saveProfile(page, word);

      const before = await profileNames(page);
      await attack(page, origin, OTHER);
      await expect.poll(() => attempts).toHaveLength(3);
      for (const attempt of attempts)
        expect(attempt).toMatchObject({ status: 403, hasSession: true });
      expect(await profileNames(page)).toEqual(before);

      await signOut(page, person);
      await page.goto("/");
      await expect(page).toHaveURL(/\/login$/);
      const unexpected = complaints.filter((text) => !text.startsWith(NOT_OVER_HTTP));
      complaints.splice(0, Infinity, ...unexpected);
    });
  });
}
