import { describe, expect, test } from "vitest";
import { findTask } from "@/lib/registry/tasks";
import type { ModelTask, Task } from "@/lib/registry/types";
import { choose } from "./choose";
import { obstacleOf } from "@/lib/values/compatibility";

function task(key: string): Task {
  const found = findTask(key);
  if (!found) throw new Error(`there is a task ${key}`);
  return found;
}

const MODELS = new Map(
  (
    [
      "TextToText",
      "VisionTextToText",
      "TextToEmbeddings",
      "ImageToImage",
    ] as const satisfies ModelTask[]
  ).map((kind) => [`a ${kind}`, { id: `a ${kind}`, task: kind }]),
);
const findModel = (id: string) => MODELS.get(id);
const profile = (name: string, model_name: string) => ({ name, model_name });
const fallback = profile("The default", "a TextToText");

describe("obstacleOf", () => {
  test("a model that the task takes is none", () => {
    for (const id of ["a TextToText", "a VisionTextToText"]) {
      expect(obstacleOf(task("primary"), profile("Own", id), findModel(id))).toBeUndefined();
    }
  });

  test("a model of another kind is named with what the task takes", () => {
    const id = "a TextToEmbeddings";
    expect(obstacleOf(task("primary"), profile("Own", id), findModel(id))).toEqual({
      code: "incompatible_model",
      message:
        "a TextToEmbeddings is for “Text to embeddings”; Primary takes “Text to text” or “Image and text to text”",
    });
  });

  test("the reason says what the model is for", () => {
    const id = "a ImageToImage";
    expect(obstacleOf(task("primary"), profile("Own", id), findModel(id))?.message).toContain(
      "is for “Image to image”;",
    );
  });

  test("a model that is gone is named", () => {
    expect(obstacleOf(task("primary"), profile("Own", "lost"), undefined)).toEqual({
      code: "model_unavailable",
      message: "lost is not in the catalog",
    });
  });
});

describe("choose", () => {
  const chosen = (own: ReturnType<typeof profile> | undefined, standard = fallback) =>
    choose({ task: task("primary"), own, fallback: standard, findModel });

  test("the person's own, else the default", () => {
    const own = profile("Own", "a VisionTextToText");
    expect(chosen(own)).toMatchObject({ source: "user", profile: own, warnings: [] });
    expect(chosen(undefined)).toMatchObject({ source: "system", profile: fallback, warnings: [] });
  });

  test("the default stands in for one that cannot do it, and says for which and why", () => {
    const { source, profile: inForce, warnings } = chosen(profile("Own", "a TextToEmbeddings"));
    expect([source, inForce]).toEqual(["fallback", fallback]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.message).toMatch(
      /^“Own” cannot be used: a TextToEmbeddings is .*; Primary takes .*\. The default of Primary is used instead\.$/,
    );
  });

  test("a default without a model has none, and says so first", () => {
    const { model, warnings } = chosen(profile("Own", "lost"), profile("The default", "gone"));
    expect(model).toBeUndefined();
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("The model gone"),
      expect.stringContaining("lost is not in the catalog"),
    ]);
  });
});
