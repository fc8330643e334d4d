import { describe, expect, test } from "vitest";
import type { Problem } from "@/lib/http/problem-schema";
import { dataOf } from "./actions";
import { ProblemError, StaleBuildError } from "./failure";

const PROBLEM: Problem = {
  ...{ type: "/docs/api#name_taken", title: "Taken", status: 409, detail: "d", code: "name_taken" },
};

/** What `dataOf` throws for an action that fails with `error`. */
async function thrownFor(error: unknown): Promise<unknown> {
  return dataOf(Promise.reject(error as Error)).catch((thrown: unknown) => thrown);
}

describe("an action", () => {
  test("gives its data, also if there is none", async () => {
    expect(await dataOf(Promise.resolve({ ok: true, data: 7 }))).toBe(7);
    expect(await dataOf(Promise.resolve({ ok: true, data: null }))).toBeNull();
  });

  test("that the server refuses throws its problem", async () => {
    const thrown = await dataOf(Promise.resolve({ ok: false, problem: PROBLEM })).catch(
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(ProblemError);
    expect(thrown).toMatchObject({ problem: PROBLEM });
  });

  test("that the server does not have any more asks to reload the page", async () => {
    const error = Object.assign(new Error("x"), { name: "UnrecognizedActionError" });
    expect(await thrownFor(error)).toBeInstanceOf(StaleBuildError);
  });

  test("that is refused before it runs throws the problem in the error's text", async () => {
    const error = new Error(JSON.stringify(PROBLEM));
    expect(await thrownFor(error)).toMatchObject({ name: "ProblemError", problem: PROBLEM });
  });

  test.each([new TypeError("fetch failed"), new Error("{"), new Error('{"code":1}'), "text"])(
    "that fails in any other way throws the same failure: %s",
    async (error) => {
      expect(await thrownFor(error)).toBe(error);
    },
  );
});
