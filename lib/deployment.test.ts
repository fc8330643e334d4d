import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { healthContract } from "@/lib/health/contract";
import { ENV_NAMES, readEnv } from "./runtime/env";

interface Service {
  build?: string;
  image: string;
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: string[];
  ports?: string[];
  stop_grace_period?: string;
}

const compose = parse(readFileSync("compose.yaml", "utf8"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const apps = services.filter(([, { build }]) => build !== undefined);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("compose.yaml", () => {
  it("runs two app servers that differ in nothing", () => {
    expect(apps.map(([name]) => name)).toEqual(["app-1", "app-2"]);
    expect(apps[0]?.[1]).toEqual(apps[1]?.[1]);
  });

  it("gives the app longer to end than the app gives what runs", () => {
    const [, grace] = /^const EXIT_AFTER = (\d+);/m.exec(readFileSync("server.ts", "utf8")) ?? [];
    expect(Number(grace)).toBeGreaterThan(0);
    for (const [name, { stop_grace_period = "10s" }] of apps) {
      expect(stop_grace_period).toMatch(/^\d+s$/);
      expect(parseInt(stop_grace_period, 10), name).toBeGreaterThan(Number(grace));
    }
  });

  it("sets variables that the program reads, to values that it takes", () => {
    const [, app] = apps[0] ?? [];
    const set = Object.entries(app?.environment ?? {});
    expect(set.length).toBeGreaterThan(3);
    for (const name of ENV_NAMES) vi.stubEnv(name, "");
    for (const [name, value] of set) {
      expect(ENV_NAMES).toContain(name);
      vi.stubEnv(name, value.startsWith("${") ? "given by whoever runs it, of some length" : value);
    }
    expect(readEnv()).toMatchObject({ TRUST_PROXY: 1 });
  });

  it("names services, files and volumes that there are", () => {
    for (const [name, { depends_on = [], volumes = [] }] of services) {
      for (const other of depends_on) expect(compose.services, name).toHaveProperty(other);
      for (const [source = ""] of volumes.map((volume) => volume.split(":"))) {
        if (source.startsWith(".")) expect(existsSync(source), source).toBe(true);
        else expect(compose.volumes).toHaveProperty(source);
      }
    }
    const { DATABASE_SYNC_URL = "" } = apps[0]?.[1].environment ?? {};
    expect(compose.services).toHaveProperty(new URL(DATABASE_SYNC_URL).hostname);
  });

  it("mounts a folder for the catalog, as a file alone stays the old one when it is replaced", () => {
    const { volumes = [], environment = {} } = apps[0]?.[1] ?? {};
    const mounts = volumes.map((volume) => volume.split(":"));
    for (const [source = ""] of mounts) expect(statSync(source).isDirectory(), source).toBe(true);
    // Without a catalog of one's own it is the image's.
    expect(environment.MODELS_FILE).toBe("${MODELS_FILE:-}");
    expect(final.join(" ")).toContain(" .models.json ");
    const [, named = ""] = /set `MODELS_FILE=(\S+)`/.exec(readFileSync("README.md", "utf8")) ?? [];
    const targets = mounts.map(([, target]) => target);
    expect(targets).toContain(path.posix.dirname(path.posix.join("/app", named)));
  });

  it("has the proxy pass requests to both, where they listen, and open to nobody else", () => {
    const caddyfile = readFileSync("deploy/Caddyfile", "utf8");
    vi.stubEnv("PORT", "");
    const upstreams = apps.map(([name]) => `${name}:${readEnv().PORT}`).join(" ");
    const passed = [...caddyfile.matchAll(/reverse_proxy (.+) \{/g)].map(([, to]) => to);
    expect(passed).toEqual([upstreams, upstreams]);
    expect(caddyfile).toContain(`health_uri ${healthContract.health.path}`);
    const open = services.filter(([, { ports }]) => ports !== undefined);
    expect(open.map(([name]) => name)).toEqual(["proxy"]);
  });
});

/** The instructions, each on one line. */
const instructions = readFileSync("Dockerfile", "utf8")
  .replace(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => /^[A-Z]+ /.test(line));
/** Those of the image that is run. */
const final = instructions.slice(instructions.findLastIndex((line) => line.startsWith("FROM ")));

function copies(lines: readonly string[]): { from: string | undefined; sources: string[] }[] {
  return lines
    .filter((line) => line.startsWith("COPY "))
    .map((line) => {
      const words = line.split(" ").slice(1);
      const from = words[0]?.startsWith("--from=") ? words.shift()?.slice(7) : undefined;
      return { from, sources: words.slice(0, -1) };
    });
}

describe("Dockerfile", () => {
  const ignored = readFileSync(".dockerignore", "utf8").trim().split("\n");
  const here = copies(final).filter(({ from }) => from === undefined);
  const copied = here.flatMap(({ sources }) => sources);

  it("copies what there is, from stages that there are", () => {
    const stages = instructions.flatMap((line) => / AS (\S+)$/.exec(line)?.[1] ?? []);
    for (const { from, sources } of copies(instructions)) {
      if (from !== undefined) expect(stages).toContain(from);
      else {
        for (const source of sources) {
          expect(existsSync(source), source).toBe(true);
          expect(ignored).not.toContain(source);
        }
      }
    }
    expect(ignored).toEqual(expect.arrayContaining([".env", "data", "node_modules", ".git"]));
  });

  it("copies all that the server and the commands import", () => {
    const files = copied.flatMap((source) =>
      path.extname(source) !== "" || source.startsWith(".")
        ? [source]
        : readdirSync(source, { recursive: true, encoding: "utf8" }).map((name) =>
            path.join(source, name),
          ),
    );
    // What only tests import is copied with the rest, and never loaded.
    const code = files.filter((name) => /(?<!\.test|\/testing[\w-]*)\.m?ts$|\.mjs$/.test(name));
    expect(code.length).toBeGreaterThan(100);
    for (const name of code) {
      for (const [, target = ""] of readFileSync(name, "utf8").matchAll(/from "@\/([\w.-]+)/g)) {
        const known = copied.some((source) => source === target || source === `${target}.ts`);
        expect(known, `${name} imports ${target}`).toBe(true);
      }
    }
  });

  it("is run as npm start does, by a user who is not root", () => {
    expect(final).toContain("USER node");
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    const command = final.find((line) => line.startsWith("CMD "))?.slice(4) ?? "[]";
    expect((JSON.parse(command) as string[]).join(" ")).toBe(scripts.start);
  });

  it("is asked for its health as a client would", async () => {
    const check = final.find((line) => line.startsWith("HEALTHCHECK ")) ?? "";
    const [, ...probe] = JSON.parse(check.slice(check.indexOf("["))) as string[];
    const state = { status: 200 };
    const server = createServer(({ url }, response) => {
      response.writeHead(url === healthContract.health.path ? state.status : 404).end();
    });
    await once(server.listen(0), "listening");
    const { port } = server.address() as AddressInfo;
    const ask = async () => {
      const child = spawn(process.execPath, probe, {
        env: { PORT: String(port), NODE_ENV: "production" },
      });
      const [code] = (await once(child, "exit")) as [number];
      return code;
    };
    expect(await ask()).toBe(0);
    state.status = 503;
    expect(await ask()).toBe(1);
    await promisify(server.close.bind(server))();
    expect(await ask()).toBe(1);
  });
});
