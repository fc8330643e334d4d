import { beforeEach, describe, expect, test, vi } from "vitest";
import { KEY_OPTIONS, type KeyOptions } from "@/lib/actor";
import { keyInput } from "@/lib/keys/schema";
import { gatewayNotes } from "./gateway-notes";
import { type KeyForm, keyForm } from "./key-form-schema";

const NOW = Date.parse("2030-01-31T12:00:00.000Z");
const DAY = 24 * 60 * 60 * 1000;

function form(set: Partial<KeyForm> = {}): KeyForm {
  return {
    ...{ name: "script", scopes: ["infer"], expiry: "never", date: "" },
    ...{ caller_parameters: "win", system_prompt: "prepend", models: [], max_parallel: "" },
    ...set,
  };
}

function faultsOf(set: Partial<KeyForm>): Record<string, string> {
  const { error } = keyForm.safeParse(form(set));
  const faults: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) faults[String(path[0])] = message;
  return faults;
}

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(NOW);
});

describe("the form of a key", () => {
  test.each<Partial<KeyForm>>([
    {},
    { expiry: "90", models: ["task:primary"], max_parallel: "1000" },
    { scopes: ["read", "write"], caller_parameters: "ignored" },
  ])("with %j is a request that the server takes", (set) => {
    const request = keyForm.parse(form(set));
    expect(keyInput.parse(request)).toEqual(request);
  });

  test("sends null for models and requests at once where nothing is entered", () => {
    expect(keyForm.parse(form({ max_parallel: " " }))).toMatchObject({
      ...{ models: null, max_parallel: null },
    });
    expect(keyForm.parse(form({ models: ["m"], max_parallel: " 2 " }))).toMatchObject({
      ...{ models: ["m"], max_parallel: 2 },
    });
  });

  test.each(["0", "1001", "1.5", "x", "-1"])("refuses %j requests at once", (max_parallel) => {
    expect(faultsOf({ max_parallel })).toEqual({
      max_parallel: "must be a whole number from 1 to 1,000, or empty",
    });
  });

  test("refuses more than 100 models, or a name that is too long", () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);
    expect(faultsOf({ models: names(100) })).toEqual({});
    expect(Object.keys(faultsOf({ models: names(101) }))).toEqual(["models"]);
    expect(Object.keys(faultsOf({ models: ["x".repeat(501)] }))).toEqual(["models"]);
  });

  test("resets the options of the gateway if the key may not infer, because they are hidden", () => {
    const options = { caller_parameters: "ignored", system_prompt: "profile_only" } as const;
    const set = { ...options, models: ["m"], max_parallel: "3" };
    expect(keyForm.parse(form({ ...set, scopes: ["read"] }))).toMatchObject(KEY_OPTIONS);
    expect(keyForm.parse(form({ ...set, scopes: ["read", "infer"] }))).toMatchObject(options);
  });
});

describe("a key expires", () => {
  test.each(["30", "90", "365"] as const)("in %s days from now", (expiry) => {
    const end = new Date(NOW + Number(expiry) * DAY).toISOString();
    expect(keyForm.parse(form({ expiry })).expires_at).toBe(end);
  });

  test("never, whatever date was entered before", () => {
    expect(keyForm.parse(form({ expiry: "never", date: "x" })).expires_at).toBeNull();
  });

  test("at the end of a day in the browser's time zone, also today", () => {
    const today = new Date(NOW);
    const date = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    const end = new Date(keyForm.parse(form({ expiry: "date", date })).expires_at ?? "");
    expect(end.getDate()).toBe(today.getDate());
    expect([end.getHours(), end.getMinutes(), end.getSeconds()]).toEqual([23, 59, 59]);
  });

  test.each(["", "2030-01-29", "2030-02-31x", "soon"])("on no date such as %j", (date) => {
    expect(faultsOf({ expiry: "date", date })).toEqual({ date: "Choose today or a later date." });
  });

  test("on a date that is checked together with the other fields", () => {
    const faults = faultsOf({ expiry: "date", date: "", name: " ", scopes: [] });
    expect(Object.keys(faults).sort()).toEqual(["date", "name", "scopes"]);
  });
});

describe("how requests with a key differ", () => {
  test.each<[Partial<KeyOptions>, string]>([
    [{}, ""],
    [{ models: ["task:primary", "m"] }, "only task:primary, m"],
    [{ max_parallel: 1 }, "1 request at once"],
    [{ max_parallel: 1000 }, "1,000 requests at once"],
    [{ caller_parameters: "ignored" }, "ignores parameters"],
    [{ system_prompt: "profile_only" }, "only the profile’s prompt"],
    [{ system_prompt: "if_absent" }, "the profile’s prompt if there is none"],
    [
      { models: ["m"], max_parallel: 2, caller_parameters: "ignored", system_prompt: "if_absent" },
      "only m · 2 requests at once · ignores parameters · the profile’s prompt if there is none",
    ],
  ])("by %j reads %j", (options, notes) => {
    expect(gatewayNotes({ ...KEY_OPTIONS, ...options })).toBe(notes);
  });
});
