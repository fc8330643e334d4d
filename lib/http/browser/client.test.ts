import { afterEach, expect, expectTypeOf, test, vi } from "vitest";
import type { auditContract } from "@/lib/audit/contract";
import type { profilesContract } from "@/lib/profiles/contract";
import type { Profile } from "@/lib/profiles/schema";
import { dataOf } from "./actions";
import { clientOf } from "./client";
import { ProblemError } from "./failure";

const { read } = clientOf<typeof profilesContract>();

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a URL has the path's parameters, encoded, and the query's members that have a value", async () => {
  const fetched = vi.fn(() => Promise.resolve(Response.json({ name: "x" })));
  vi.stubGlobal("fetch", fetched);
  const profile = await read("/api/models/profiles/{id}", { params: { id: "a/b" } });
  expectTypeOf(profile).toEqualTypeOf<Profile>();
  await read("/api/models/profiles", { query: { owner: "me", q: "", cursor: null, sort: "name" } });
  const urls = fetched.mock.calls.map(([url]: unknown[]) => url);
  expect(urls).toEqual(["/api/models/profiles/a%2Fb", "/api/models/profiles?owner=me&sort=name"]);
  const { urlOf } = clientOf<typeof auditContract>();
  expect(urlOf("/api/admin/audit/export", {})).toBe("/api/admin/audit/export");
});

test("a problem is thrown as such, any other failure as a TypeError", async () => {
  const problem = {
    type: "/docs/api#x",
    title: "t",
    status: 404,
    detail: "d",
    code: "profile_not_found",
  };
  const params = { id: "1" };
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(problem, { status: 404 })));
  await expect(read("/api/models/profiles/{id}", { params })).rejects.toMatchObject({ problem });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>", { status: 502 })));
  await expect(read("/api/models/profiles/{id}", { params })).rejects.toThrow(TypeError);
});

test("only what the contract has compiles", () => {
  const wrong = [
    // @ts-expect-error: no such path
    () => read("/api/profiles", {}),
    // @ts-expect-error: not read by GET
    () => read("/api/models/profiles/{id}/duplicate", { params: { id: "1" } }),
    // @ts-expect-error: a parameter is missing
    () => read("/api/models/profiles/{id}", {}),
    // @ts-expect-error: no such query member
    () => read("/api/models/profiles", { query: { search: "x" } }),
    // @ts-expect-error: not a legal value
    () => read("/api/models/profiles", { query: { owner: "them" } }),
  ];
  expect(wrong).toHaveLength(5);
});

test("an action that the server refused before Next.js ran it fails with the server's problem", async () => {
  const problem = {
    type: "/docs/api#rate_limited",
    title: "Too many requests",
    status: 429,
    detail: "More than 30 requests per minute. Try again in 20 s.",
    code: "rate_limited",
  };
  const refused = dataOf(Promise.reject(new Error(JSON.stringify(problem))));
  await expect(refused).rejects.toEqual(new ProblemError(problem as never));
  await expect(refused).rejects.toMatchObject({ problem });
  for (const message of ["{", "{}", "An unexpected response was received from the server."]) {
    const error = new Error(message);
    await expect(dataOf(Promise.reject(error))).rejects.toBe(error);
  }
});
