import { expect, test } from "vitest";
import type { ListedProfile } from "@/lib/profiles/schema";
import { columnsOf, matrixWidth, positionOf, stickyCount, WIDTHS } from "./columns";

const OWN = ["Ant", "Bee", "Cat", "Dog"].map(
  (name) => ({ id: name, name, model_name: name === "Cat" ? "small" : "large" }) as ListedProfile,
);
const ids = (pins: string[], used: string[], typed = "") =>
  columnsOf(OWN, new Set(pins), new Set(used), typed).ids;

test("pinned columns come first, then those in use, then the others, each by name", () => {
  expect(ids([], [])).toEqual(["Ant", "Bee", "Cat", "Dog"]);
  expect(ids([], ["Dog", "Cat"])).toEqual(["Cat", "Dog", "Ant", "Bee"]);
  expect(ids(["Bee"], ["Dog", "Bee"])).toEqual(["Bee", "Dog", "Ant", "Cat"]);
  expect(columnsOf(OWN, new Set(["Bee"]), new Set(["Dog"]), "").pinned).toEqual([OWN[1]]);
});

test("a search leaves the columns whose name or model has every word, in the same order", () => {
  expect(ids(["Dog"], ["Bee"], "large")).toEqual(["Dog", "Bee", "Ant"]);
  expect(ids([], [], " SMALL  cat ")).toEqual(["Cat"]);
  expect(ids([], [], "small dog")).toEqual([]);
});

const pinning = (...pins: string[]) => columnsOf(OWN, new Set(pins), new Set(), "");

test("a matrix is as wide as its fixed parts and its columns together", () => {
  expect(matrixWidth(0)).toBe(WIDTHS.task + WIDTHS.default + WIDTHS.end);
  expect(matrixWidth(3) - matrixWidth(2)).toBe(WIDTHS.column);
});

test("at most two pinned columns stay visible", () => {
  expect(stickyCount(pinning())).toBe(0);
  expect(stickyCount(pinning("Ant"))).toBe(1);
  expect(stickyCount(pinning("Ant", "Bee", "Cat"))).toBe(2);
});

test("the default and the first two pinned columns stand side by side after the task", () => {
  const columns = pinning("Ant", "Bee", "Cat");
  const places = [0, 1, 2].map((index) => positionOf(columns, index));
  expect(places.map(({ left, width }) => [left, width])).toEqual([
    [WIDTHS.task, WIDTHS.default],
    [WIDTHS.task + WIDTHS.default, WIDTHS.column],
    [WIDTHS.task + WIDTHS.default + WIDTHS.column, WIDTHS.column],
  ]);
  for (const { className } of places) expect(className).toContain("sticky");
});

test("a third pinned column scrolls in place, and the others in their own container from 0", () => {
  const columns = pinning("Ant", "Bee", "Cat");
  expect(positionOf(columns, 3)).not.toHaveProperty("left");
  expect(positionOf(columns, 3).className).not.toMatch(/sticky|absolute/);
  expect(positionOf(columns, 4)).toMatchObject({ left: 0, width: WIDTHS.column });
  expect(positionOf(pinning(), 2)).toMatchObject({ left: WIDTHS.column });
  expect(positionOf(pinning(), 2).className).toContain("absolute");
});
