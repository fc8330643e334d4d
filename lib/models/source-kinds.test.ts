import { expect, test } from "vitest";
import { ENGINE_KINDS, ENGINES } from "@/lib/registry/engines";
import { SOURCE_KINDS } from "./source-kinds";

test("the kinds of source are the interfaces that the engines list their models by", () => {
  // The REST contract and the database have these two names.
  expect(SOURCE_KINDS).toEqual(["ollama", "openai"]);
  const others = ENGINE_KINDS.filter((engine) => engine !== "ollama");
  expect(ENGINES.ollama.lists_as).toBe("ollama");
  expect(others.map((engine) => ENGINES[engine].lists_as)).toEqual(others.map(() => "openai"));
});
