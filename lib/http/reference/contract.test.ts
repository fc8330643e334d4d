import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ERRORS } from "@/lib/errors";
import { type Endpoint, successOf } from "@/lib/http/endpoint";
import { isObject } from "@/lib/objects";
import { CONTRACT } from "./contract";
import { openApiDocument, operationId } from "./openapi";

const CALLS = CONTRACT.map((call) => [`${call.method} ${call.path}`, call] as const);
const named = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe("each call of the contract", () => {
  test("has a method and path of its own, and an id that no other has", () => {
    expect(new Set(CALLS.map(([name]) => name)).size).toBe(CALLS.length);
    expect(new Set(CONTRACT.map(operationId)).size).toBe(CONTRACT.length);
  });

  test.each(CALLS)("%s describes the parameters of its path, and no others", (_name, call) => {
    expect(Object.keys(call.params ?? {})).toEqual(named(call.path));
    for (const { params } of call.examples) {
      for (const name of Object.keys(params ?? {})) expect(named(call.path)).toContain(name);
    }
  });

  test.each(CALLS)("%s has examples that its own schemas take", (_name, call) => {
    expect(call.examples.length).toBeGreaterThan(0);
    for (const { summary, body, query, status } of call.examples) {
      const isSuccess = status === successOf(call);
      if (body !== undefined && isSuccess) {
        expect(call.body?.safeParse(body).error, summary).toBeUndefined();
      }
      if (query !== undefined && isSuccess) {
        expect(call.query?.safeParse(query).error, summary).toBeUndefined();
      }
      const isKnown = isSuccess || Object.values(ERRORS).some((error) => error.status === status);
      expect(isKnown || status === call.alsoStatus || status === 304, summary).toBe(true);
    }
  });

  test.each(CALLS)("%s answers with one kind of body", (_name, call) => {
    if (call.media) expect(call.response).toBeUndefined();
    if (call.method === "GET") expect(call.body).toBeUndefined();
    if (call.cacheable) expect(call.method).toBe("GET");
    if (call.openOnLoopback) expect(call.access).not.toBe("public");
    if (call.conditional?.includes("If-Match")) expect(call.method).not.toBe("GET");
    if (call.conditional?.includes("If-None-Match")) expect(call.method).toBe("GET");
  });

  test.each(CALLS.filter(([, call]) => call.access !== "public" && call.path.includes("/admin/")))(
    "%s is for admins alone",
    (_name, { access }) => {
      expect(access).toContain("admin");
      expect(access).toHaveLength(1);
    },
  );
});

const LISTS = CALLS.filter(
  ([, { query }]) => query instanceof z.ZodObject && "limit" in query.shape,
);

describe("each list", () => {
  const parse = ({ query }: Endpoint, input: Record<string, string>) =>
    query?.safeParse(input) ?? { success: false };

  test("is one of several", () => {
    expect(LISTS.length).toBeGreaterThan(3);
  });

  test.each(LISTS)("%s takes a limit from 1 on, and refuses what is no such number", (_n, call) => {
    for (const limit of ["1", "50"]) expect(parse(call, { limit }).success, limit).toBe(true);
    for (const limit of ["0", "-1", "01", "1.5", "1e1", "", " 1", "201", "1000", "ten", "0x1"])
      expect(parse(call, { limit }).success, limit).toBe(false);
  });

  test.each(LISTS)("%s refuses members that it does not know", (_name, call) => {
    expect(parse(call, {}).success).toBe(true);
    for (const name of ["offset", "page", "LIMIT", "constructor"]) {
      expect(parse(call, { [name]: "1" }).success, name).toBe(false);
    }
  });
});

describe("the OpenAPI document", () => {
  const document = openApiDocument(CONTRACT, "1.2.3");
  const text = JSON.stringify(document);

  /** What a reference such as `#/components/schemas/Profile` leads to. */
  const at = (reference: string): unknown => {
    let found: unknown = document;
    for (const part of reference.slice(2).split("/")) {
      found = isObject(found) ? found[part] : undefined;
    }
    return found;
  };

  test("has each call at its path and method", () => {
    for (const call of CONTRACT) {
      const path = isObject(document.paths) ? document.paths[call.path] : undefined;
      const operation = isObject(path) ? path[call.method.toLowerCase()] : undefined;
      expect(operation).toMatchObject({ operationId: operationId(call), tags: [call.tag] });
    }
  });

  test("leads nowhere that there is not", () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target = ""]) => target);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of new Set(references)) {
      expect(reference).toMatch(/^#\/components\//);
      expect(at(reference), reference).toBeDefined();
    }
  });

  test("shows no secret, hash or session of anybody", () => {
    expect(text).not.toMatch(/password_hash|email_key|name_key/);
  });

  test("says its version, and which calls need neither key nor session", () => {
    expect(document).toMatchObject({ openapi: "3.1.0", info: { version: "1.2.3" } });
    for (const { path, method, access } of CONTRACT) {
      const operation = at(`#/paths`);
      const found = isObject(operation) ? operation[path] : undefined;
      const call = isObject(found) ? found[method.toLowerCase()] : undefined;
      const security = isObject(call) ? call.security : undefined;
      expect(security, `${method} ${path}`).toEqual(
        access === "public" ? [] : [{ apiKey: [] }, { session: [] }],
      );
    }
  });
});
