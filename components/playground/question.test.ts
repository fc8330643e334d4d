import { describe, expect, test } from "vitest";
import type { Profile } from "@/lib/profiles/schema";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { blankContent, type ProfileContent } from "@/lib/values/content";
import type { Effective } from "@/lib/values/inherit";
import { comparedFields, valueAt } from "./compared-fields";
import { CURRENT_SETTINGS, type Draft, draftTitle, questionOf, type Variant } from "./question";

function task(key: string): Task {
  const found = findTask(key);
  if (!found) throw new Error(`there is no task ${key}`);
  return found;
}

const PRIMARY = task("primary");
const INPUT = { messages: [{ role: "user" as const, content: "Hello" }] };
const CONTENT: ProfileContent = {
  ...blankContent(1, "m"),
  ...{ name: "Mine", system_prompt: "Be brief.", parameters: { temperature: 0.5 } },
};
const PROFILE = { ...CONTENT, id: "p" } as unknown as Profile;
const OTHER = {
  ...CONTENT,
  ...{ id: "o", name: "Other", model_name: "n", parameters: { top_p: 0.9 }, system_prompt: "" },
} as unknown as Profile;

function draft(set: Partial<Draft> = {}): Draft {
  const effective = {
    ...{ parameters: { temperature: 0.5, top_p: 0.8 }, image_settings: null },
    system_prompt: "Inherited prompt",
  } as unknown as Effective;
  return { content: CONTENT, isChanged: false, effective, profile: PROFILE, ...set };
}
const variant = (set: Partial<Variant> = {}): Variant => ({
  ...{ id: "v", profile: null, values: {} },
  ...set,
});
const mpOf = (body: Readonly<Record<string, unknown>>) => body.mp;

test.each<[Partial<Draft>, string]>([
  [{}, "Mine"],
  [{ isChanged: true }, "Your changes"],
  [{ profile: null }, "Default"],
])("the column of the draft with %j is called %s", (set, title) => {
  expect(draftTitle(draft(set))).toBe(title);
});

describe("the question of the edited profile", () => {
  test("is answered by the saved profile while nothing is changed", () => {
    const { call, preview } = questionOf(PRIMARY, draft(), INPUT);
    expect(mpOf(call.body)).toBeUndefined();
    // What is saved later does not change the preview.
    expect(mpOf(preview.body)).toEqual({ profile: { ...CONTENT, id: "p" } });
  });

  test("is sent with its changes once there are any", () => {
    const { call, preview } = questionOf(PRIMARY, draft({ isChanged: true }), INPUT);
    expect(mpOf(call.body)).toEqual({ profile: { ...CONTENT, id: "p" } });
    expect(call).toEqual(preview);
  });

  test("has no id before the profile is created", () => {
    const { call } = questionOf(PRIMARY, draft({ isChanged: true, profile: null }), INPUT);
    expect(mpOf(call.body)).toEqual({ profile: CONTENT });
  });

  test("says what is sent, with what is inherited", () => {
    expect(questionOf(PRIMARY, draft(), INPUT)).toMatchObject({
      ...{ title: "Mine", model: "m", prompt: "Inherited prompt", changes: {}, input: INPUT },
      values: ["Temperature 0.5", "Top P 0.8"],
    });
  });
});

describe("the question of a column", () => {
  test("with other values changes only those, and is never taken from what is saved", () => {
    const values = { "parameters.temperature": 0.1 };
    const question = questionOf(PRIMARY, draft(), INPUT, variant({ values }));
    expect(question).toMatchObject({
      ...{ title: CURRENT_SETTINGS, prompt: "Inherited prompt", changes: values },
      values: ["Temperature 0.1", "Top P 0.8"],
    });
    expect(mpOf(question.call.body)).toEqual({
      profile: { ...CONTENT, id: "p", parameters: { temperature: 0.1 } },
    });
  });

  test("says the unit of a value that has one, and the meaning of a special one", () => {
    const valuesFor = (num_predict: number) => {
      const values = { "parameters.temperature": undefined, "parameters.num_predict": num_predict };
      return questionOf(PRIMARY, draft(), INPUT, variant({ values })).values.at(-1);
    };
    expect(valuesFor(256)).toMatch(/ 256 tokens$/);
    expect(valuesFor(-1)).toMatch(/ -1 \(no limit\)$/);
  });

  test("with another model leaves out what that model may recommend differently", () => {
    const question = questionOf(PRIMARY, draft(), INPUT, variant({ values: { model_name: "n" } }));
    expect(question).toMatchObject({ model: "n", values: ["Temperature 0.5"] });
  });

  test("with another profile has that profile's values and prompt, and is no change of the draft", () => {
    const values = { "parameters.temperature": 0 };
    const question = questionOf(PRIMARY, draft(), INPUT, variant({ profile: OTHER, values }));
    expect(question).toMatchObject({
      ...{ title: "Other", model: "n", prompt: "", changes: {} },
      values: ["Temperature 0 (greedy)", "Top P 0.9"],
    });
    expect(mpOf(question.call.body)).toMatchObject({
      profile: { id: "o", name: "Other", parameters: { top_p: 0.9, temperature: 0 } },
    });
  });
});

describe("the compared fields", () => {
  test.each(TASKS)("of $key apply to its kind", ({ kind }) => {
    const fields = comparedFields(kind);
    expect(fields.length > 0).toBe(kind === "text" || kind === "image");
    for (const { path, field } of fields) expect(path.endsWith(`.${field.name}`)).toBe(true);
  });

  test("have a value only where their section is set", () => {
    const sections = { parameters: { top_k: 0 }, image_settings: null };
    expect(valueAt(sections, "parameters.top_k")).toBe(0);
    expect(valueAt(sections, "parameters.top_p")).toBeUndefined();
    expect(valueAt(sections, "image_settings.width")).toBeUndefined();
    expect(valueAt({ ...sections, image_settings: { width: 8 } }, "image_settings.width")).toBe(8);
  });
});
