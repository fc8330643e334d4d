import { expect, test } from "vitest";
import { previewText } from "./messages";

test("a preview says what a value is, not that someone entered it", () => {
  expect(previewText("Context length must be at most 40,960; you entered 65,536")).toBe(
    "Context length must be at most 40,960; it is 65,536",
  );
  expect(previewText("The model is not in the catalog")).toBe("The model is not in the catalog");
});
