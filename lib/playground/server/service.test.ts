import { expect, test } from "vitest";
import { ANONYMOUS } from "@/lib/actor";
import { ADA, BEN, CLEO, faultsAt, setTime, testWorld, withKey } from "@/lib/testing";
import { addExample, listExamples, removeExample } from "./service";

const world = testWorld();
const { as, expectRefusal } = world;

const PROMPT = { name: "Greeting", input: { messages: [{ role: "user", content: "Hello" }] } };
const namesOf = async (actor: typeof BEN, task = "primary") =>
  (await listExamples(as(actor), task)).data.map(({ name }) => name);

test("people keep examples for each task, newest first, and see only their own", async () => {
  setTime("2030-01-01T00:00:00.000Z");
  await addExample(as(BEN), "primary", PROMPT);
  setTime("2030-01-02T00:00:00.000Z");
  // By the task's number, and its name without spaces around it.
  await addExample(as(withKey(BEN, "write")), "1", { ...PROMPT, name: " Second " });
  await addExample(as(CLEO), "primary", { ...PROMPT, name: "Of Cleo" });
  await addExample(as(BEN), "reranking", {
    name: "Cats",
    input: { query: "cats", documents: ["a", "b"] },
  });
  expect(await namesOf(BEN)).toEqual(["Second", "Greeting"]);
  expect(await namesOf(BEN, "reranking")).toEqual(["Cats"]);
  expect(await namesOf(ADA)).toEqual([]);
});

test("only the owner deletes an example, and only from its task", async () => {
  const { id } = await addExample(as(BEN), "primary", PROMPT);
  const gone = { code: "example_not_found" } as const;
  await expectRefusal(() => removeExample(as(CLEO), "primary", id), gone);
  await expectRefusal(() => removeExample(as(ADA), "primary", id), gone);
  await expectRefusal(() => removeExample(as(BEN), "engineering", id), gone);
  await removeExample(as(BEN), "primary", id.toUpperCase());
  expect(await namesOf(BEN)).toEqual([]);
});

test("reading needs read, writing needs write, and a task must exist", async () => {
  const scope = { code: "insufficient_scope" } as const;
  await expectRefusal(() => listExamples(as(withKey(BEN, "infer")), "primary"), scope);
  await expectRefusal(() => addExample(as(withKey(BEN, "read")), "primary", PROMPT), scope);
  await expectRefusal(() => removeExample(as(withKey(BEN, "read")), "primary", "x"), scope);
  const nobody = { code: "unauthenticated" } as const;
  await expectRefusal(() => listExamples(as(ANONYMOUS), "primary"), nobody);
  const task = { code: "task_not_found" } as const;
  await expectRefusal(() => addExample(as(BEN), "chat", PROMPT), task);
  await expectRefusal(() => listExamples(as(BEN), "chat"), task);
});

test("an example has the input of its kind of task, and all faults are named", async () => {
  const add = (task: string, body: unknown) => () => addExample(as(BEN), task, body);
  const refused = (codes: Record<string, string>) => ({
    code: "validation_failed" as const,
    errors: faultsAt(codes),
  });
  await expectRefusal(
    add("embedding", { ...PROMPT, name: " " }),
    refused({
      name: "invalid_value",
      "input.input": "invalid_type",
      "input.messages": "unknown_field",
    }),
  );
  const long = { name: "Long", input: { prompt: "x".repeat(100_001) } };
  await expectRefusal(add("image_generation", long), { code: "validation_failed" });
  const two = "x".repeat(60_000);
  const together = { name: "Two", input: { input: [two, two] } };
  await expectRefusal(add("embedding", together), refused({ input: "invalid_value" }));
  const system = { name: "Bad", input: { messages: [{ role: "tool", content: "x" }] } };
  await expectRefusal(
    add("primary", system),
    refused({ "input.messages.0.role": "invalid_value" }),
  );
});

test("a user keeps at most 50 examples for a task", async () => {
  for (let made = 0; made < 50; made += 1) await addExample(as(BEN), "primary", PROMPT);
  await expectRefusal(() => addExample(as(BEN), "primary", PROMPT), {
    code: "quota_exceeded",
    extra: { limit: 50, used: 50 },
  });
  await addExample(as(BEN), "engineering", PROMPT);
  await addExample(as(CLEO), "primary", PROMPT);
});
