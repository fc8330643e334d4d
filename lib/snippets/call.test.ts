import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { CONTRACT } from "@/lib/http/reference/contract";
import { apiReference } from "@/lib/http/reference/reference";
import { CALL_LANGUAGES, callLabel, callPath, type CallRequest, callSnippet } from "./call";
import { exampleRequest } from "./operation";

const ORIGIN = "https://models.example.org";
const REQUEST: CallRequest = {
  method: "PATCH",
  url: `${ORIGIN}/api/tasks/primary`,
  body: { text: "it's\n“fine”", flags: [true, false, null, 0.5], empty: {}, none: [] },
  needsKey: true,
  returns: "json",
};

describe("the path of a call", () => {
  test("has its parameters and query escaped, and keeps the slashes of a model's id", () => {
    const target = { path: "/api/models/{id}", params: { id: "org/a model?" } };
    expect(callPath(target)).toBe("/api/models/org/a%20model%3F");
    expect(callPath({ path: "/api/x", query: { q: "a&b", n: "1" } })).toBe("/api/x?q=a%26b&n=1");
  });

  test("keeps the names of parameters without a value", () => {
    expect(callPath({ path: "/api/keys/{id}/{n}", params: { id: "", n: "2" } })).toBe(
      "/api/keys/{id}/2",
    );
  });
});

describe("a snippet of a call", () => {
  test("for curl quotes the body for the shell", () => {
    expect(callSnippet("curl", REQUEST)).toContain(String.raw`"text": "it'\''s\n“fine”"`);
    expect(callSnippet("curl", REQUEST)).toContain("curl -X PATCH");
  });

  test("for Python has the literals of Python", () => {
    expect(callSnippet("python", REQUEST)).toBe(`import os

import requests

response = requests.patch(
    "${ORIGIN}/api/tasks/primary",
    headers={"Authorization": f"Bearer {os.environ['KEY']}"},
    json={
        "text": "it's\\n“fine”",
        "flags": [
            True,
            False,
            None,
            0.5,
        ],
        "empty": {},
        "none": [],
    },
)
print(response.json())`);
  });

  test("of a public call has no key", () => {
    const request: CallRequest = {
      method: "GET",
      url: `${ORIGIN}/api/health`,
      body: undefined,
      needsKey: false,
      returns: "json",
    };
    for (const language of ["curl", "python", "typescript"] as const) {
      expect(callSnippet(language, request)).not.toMatch(/KEY|Authorization/);
    }
    expect(callSnippet("typescript", request)).toBe(
      `const response = await fetch("${ORIGIN}/api/health");\nconsole.log(await response.json());`,
    );
  });
});

describe("a snippet, exactly as it is copied,", () => {
  const put: CallRequest = { ...REQUEST, method: "PUT", body: { a: [1] } };

  test("is one command for curl, a line for each option", () => {
    expect(callSnippet("curl", put)).toBe(`curl -X PUT "${ORIGIN}/api/tasks/primary" \\
  -H "Authorization: Bearer $KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
  "a": [
    1
  ]
}'`);
    expect(callSnippet("curl", { ...put, method: "GET", body: undefined, needsKey: false })).toBe(
      `curl "${ORIGIN}/api/tasks/primary"`,
    );
  });

  test.each([
    ["json", "response.json()", "await response.json()"],
    ["text", "response.text", "await response.text()"],
    ["nothing", "response", "response.status"],
  ] as const)("prints what the call returns, which is %s", (returns, python, typescript) => {
    expect(callSnippet("python", { ...put, returns })).toMatch(`\nprint(${python})`);
    expect(callSnippet("typescript", { ...put, returns })).toMatch(`console.log(${typescript});`);
  });

  test("sends null, false and an empty list as bodies, and reads no key without one", () => {
    for (const [body, literal] of [
      [null, "None"],
      [false, "False"],
      [[], "[]"],
    ] as const) {
      const request = { ...put, body, needsKey: false };
      expect(callSnippet("python", request)).toContain(`json=${literal},`);
      expect(callSnippet("python", request)).not.toContain("import os");
      expect(callSnippet("curl", request)).toContain(`-d '${JSON.stringify(body)}'`);
    }
  });
});

test("each language has a name, in the order in which they are offered", () => {
  expect(CALL_LANGUAGES.map(callLabel)).toEqual(["curl", "Python", "TypeScript"]);
});

/** Runs a snippet of TypeScript, which is JavaScript too, and returns what it asks `fetch` for. */
async function requestOf(code: string): Promise<{ url: string; init: RequestInit | undefined }> {
  const sent: { url: string; init: RequestInit | undefined }[] = [];
  const fetch = (url: string, init?: RequestInit) => {
    sent.push({ url, init });
    return Promise.resolve({ status: 200, json: () => "", text: () => "" });
  };
  const scope = {
    fetch,
    console: { log: () => undefined },
    process: { env: { KEY: "mp_secret" } },
  };
  await runInNewContext(`(async () => {${code}})()`, scope);
  const [request] = sent;
  if (!request) throw new Error("nothing was sent");
  return request;
}

const OPERATIONS = apiReference()
  .flatMap(({ operations }) => operations)
  .map((operation) => [`${operation.method} ${operation.path}`, operation] as const);

describe("the reference", () => {
  test("has every call of the contract once, resolve and the gateway first", () => {
    expect(OPERATIONS).toHaveLength(CONTRACT.length);
    expect(
      apiReference()
        .slice(0, 2)
        .map(({ tag }) => tag),
    ).toEqual(["Resolve", "Gateway"]);
    expect(apiReference().every(({ operations }) => operations.length > 0)).toBe(true);
  });

  test.each(OPERATIONS)("%s says what its body contains", (_name, { body }) => {
    if (body) expect(body.fields.length > 0 || body.note !== "").toBe(true);
  });

  test.each(OPERATIONS)("%s sends its examples in TypeScript as curl does", async (_name, each) => {
    for (const example of each.call.examples) {
      const request = exampleRequest(each.call, example, ORIGIN);
      const { url, init } = await requestOf(callSnippet("typescript", request));
      expect(url).toBe(request.url);
      expect(callSnippet("curl", request)).toContain(`"${url}"`);
      expect(init?.method ?? "GET").toBe(each.method);
      const body = typeof init?.body === "string" ? (JSON.parse(init.body) as unknown) : undefined;
      expect(body).toEqual(request.body);
      const headers = new Headers(init?.headers);
      expect(headers.get("authorization")).toBe(each.call.needsKey ? "Bearer mp_secret" : null);
      expect(callSnippet("python", request)).toContain(`requests.${each.method.toLowerCase()}(`);
    }
  });
});
