import { expect, test } from "vitest";
import { findTask } from "@/lib/registry/tasks";
import { blankContent } from "@/lib/values/content";
import type { Effective } from "@/lib/values/inherit";
import { answerTitle, type Draft, questionOf } from "./question";

const task = findTask("primary");
if (!task) throw new Error("there is a task");
const INPUT = { messages: [{ role: "user" as const, content: "Hello" }] };
const DRAFT: Draft = {
  content: blankContent(1, "m"),
  isChanged: false,
  effective: {
    ...{ parameters: { temperature: 0.5, top_p: 0.8 }, image_settings: null },
    system_prompt: "",
  } as unknown as Effective,
  provenance: { "parameters.temperature": "base:b", "parameters.top_p": "model" },
  profile: null,
};
const asked = (values: Readonly<Record<string, number | string>>) =>
  questionOf(task, DRAFT, INPUT, { id: "v", profile: null, values });

test("the title of an answer says what its column changed", () => {
  const titleWith = (values: Parameters<typeof asked>[0]) => answerTitle(task, asked(values));
  expect(titleWith({})).toBe("Current settings");
  expect(titleWith({ model_name: "n", "parameters.temperature": 0.1 })).toBe(
    "Current settings with n and Temperature 0.1",
  );
  expect(answerTitle(task, questionOf(task, DRAFT, INPUT))).toBe("Default");
});

test("with another model a column lists what its base sets, without what its model recommended", () => {
  expect(asked({}).values).toEqual(["Temperature 0.5", "Top P 0.8"]);
  expect(asked({ model_name: "n" }).values).toEqual(["Temperature 0.5"]);
});
