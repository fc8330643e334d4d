import { expect, test } from "vitest";
import { dataOf } from "./action-result";
import { ProblemError } from "./failure";

test("an action that the server refused before Next.js ran it fails with the server's problem", async () => {
  const problem = {
    type: "/docs/api#rate_limited",
    title: "Too many requests",
    status: 429,
    detail: "More than 30 requests in a minute. Try again in 20 s.",
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
