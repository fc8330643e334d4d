import { randomBytes } from "node:crypto";
import { test } from "@playwright/test";

/** An answer's JSON. Tests look into it freely; its shape is checked against the contract apart. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; `undefined` where it is empty or none. */
  body: Json;
}

export interface Call {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with a JSON content type unless `headers` names one. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
  redirect?: RequestInit["redirect"];
}

/** The server under test, without a slash at its end. */
export function baseUrl(): string {
  const { baseURL } = test.info().project.use;
  return (baseURL ?? process.env.BASE_URL ?? "http://localhost:3100").replace(/\/$/, "");
}

/** An address of its own, so that a client's failed sign-ins count against nobody else. */
export function ownAddress(): string {
  return `fd00:${(randomBytes(8).toString("hex").match(/.{4}/g) ?? []).join(":")}::1`;
}

function parse(response: Response, text: string): Json {
  const type = response.headers.get("content-type") ?? "";
  if (text === "" || !type.includes("json")) return undefined;
  return JSON.parse(text);
}

/** One caller: a cookie jar, and perhaps an API key. Connections are kept alive. */
export class Client {
  readonly cookies = new Map<string, string>();
  constructor(
    readonly key: string | null = null,
    /** Another server than the one under test. */
    private readonly origin?: string,
    /** Where it calls from, as a proxy tells it. */
    readonly address = ownAddress(),
  ) {}

  private headersFor(call: Call): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const hasBody = call.json !== undefined || call.raw !== undefined;
    return {
      "x-forwarded-for": this.address,
      ...(cookie ? { cookie } : {}),
      ...(this.key === null ? {} : { authorization: `Bearer ${this.key}` }),
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...call.headers,
    };
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  async send(method: string, path: string, call: Call = {}): Promise<Answer> {
    const body = call.raw ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
    const response = await fetch((this.origin ?? baseUrl()) + path, {
      method,
      headers: this.headersFor(call),
      redirect: call.redirect ?? "manual",
      ...(body === undefined ? {} : { body: body as BodyInit }),
    });
    this.keepCookies(response);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parse(response, text),
    };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("GET", path, { headers });
  }

  post(path: string, json?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("POST", path, { json, headers });
  }

  put(path: string, json: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("PUT", path, { json, headers });
  }

  patch(path: string, json: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("PATCH", path, { json, headers });
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send("DELETE", path, { headers });
  }

  /** Signs in as next-auth has it: the csrf token, then the form. */
  async signIn(email: string, password: string): Promise<Answer> {
    const csrf = await this.get("/api/auth/csrf");
    const form = new URLSearchParams({ csrfToken: String(csrf.body.csrfToken), email, password });
    return this.send("POST", "/api/auth/callback/credentials", {
      raw: form.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  }
}

/** Runs `work` on every item, `width` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = [...items.entries()];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
