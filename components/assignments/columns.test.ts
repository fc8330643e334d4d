import { expect, test } from "vitest";
import type { ListedProfile } from "@/lib/profiles/schema";
import { columnsOf } from "./columns";

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
