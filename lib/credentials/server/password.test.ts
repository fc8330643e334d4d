import { expect, test } from "vitest";
import { type AppError } from "@/lib/errors";
import { checkPassword, hashPassword } from "./password";

const PASSWORD = "correct horse battery staple";

test("two passwords are hashed at once, 100 wait, more are turned away; a sign-in goes before those that wait", async () => {
  const known = await hashPassword(PASSWORD);
  let hashed = 0;
  const registrations = Array.from({ length: 110 }, () =>
    hashPassword(PASSWORD).then(() => (hashed += 1)),
  );
  const settled = Promise.allSettled(registrations);
  expect(await checkPassword(known, PASSWORD)).toBe(true);
  // Behind those that wait, 102 would be done; beside it, the other of the two places goes on.
  expect(hashed).toBeLessThan(50);
  const refused = (await settled).flatMap((each) =>
    each.status === "rejected" ? [each.reason as AppError] : [],
  );
  expect(hashed).toBe(102);
  expect(refused.map(({ code, retryAfter }) => [code, retryAfter])).toEqual(
    Array.from({ length: 8 }, () => ["rate_limited", 5]),
  );
});
