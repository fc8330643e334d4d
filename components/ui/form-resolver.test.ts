import { expect, test, vi } from "vitest";
import { z } from "zod";
import { formResolver } from "./form-resolver";

const SCHEMA = z.object({
  name: z.string().min(3, { error: "must be 3 characters" }),
  size: z
    .string()
    .transform(Number)
    .pipe(z.number({ error: "élan must be a number" })),
  note: z.string().min(1, { error: "must not be empty" }),
});
const OPTIONS = { fields: {}, shouldUseNativeValidation: false } as const;

async function check(values: z.input<typeof SCHEMA>, load = () => Promise.resolve(SCHEMA)) {
  const resolver = formResolver(load, { name: "Enter your name.", size: "Enter a size." });
  const { values: parsed, errors } = await resolver(values, undefined, OPTIONS);
  const messages = Object.entries(errors).map(([name, error]) => [name, error?.message] as const);
  return { parsed, messages: Object.fromEntries(messages) };
}

test("a valid form gives what its schema makes of it", async () => {
  expect(await check({ name: "Ben", size: "7", note: "x" })).toEqual({
    ...{ parsed: { name: "Ben", size: 7, note: "x" }, messages: {} },
  });
});

test("an empty field has a message of its own if there is one", async () => {
  expect((await check({ name: " ", size: "x", note: "" })).messages).toEqual({
    name: "Enter your name.",
    size: "Élan must be a number",
    note: "Must not be empty",
  });
});

test("a field that is not empty says what is wrong with it, from a capital letter on", async () => {
  const { messages, parsed } = await check({ name: "Al", size: "7", note: "x" });
  expect(messages).toEqual({ name: "Must be 3 characters" });
  expect(parsed).toEqual({});
});

test("the schema is loaded at a validation, not before", async () => {
  const load = vi.fn(() => Promise.resolve(SCHEMA));
  formResolver(load, {});
  expect(load).not.toHaveBeenCalled();
  await check({ name: "Ben", size: "7", note: "x" }, load);
  expect(load).toHaveBeenCalledTimes(1);
});
