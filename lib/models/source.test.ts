import { expect, test } from "vitest";
import { ENGINE_KINDS, ENGINES } from "@/lib/registry/engines";
import { listUrls, showUrl, SOURCE_KINDS, sourceUrl } from "./source";

const paths = (kind: "ollama" | "openai", url: string) =>
  listUrls(kind, url).map(({ href }) => href.replace("http://host", ""));

test.each([
  ["http://host", ["/v1/models", "/models"]],
  ["http://host/", ["/v1/models", "/models"]],
  ["http://host/v1", ["/v1/models"]],
  ["http://host/v1/", ["/v1/models"]],
  ["http://host/v1/models", ["/v1/models"]],
  ["http://host/v1/models/", ["/v1/models"]],
  ["http://host/v1/chat/completions", ["/v1/models"]],
  ["http://host/v1/embeddings", ["/v1/models"]],
  ["http://host/v1beta/openai", ["/v1beta/openai/models"]],
  ["http://host/v1beta/openai/", ["/v1beta/openai/models"]],
  ["http://host/api/paas/v4", ["/api/paas/v4/models"]],
  ["http://host/api/paas/v4/chat/completions", ["/api/paas/v4/models"]],
  ["http://host/api", ["/api/v1/models", "/api/models"]],
  ["http://host/base", ["/base/v1/models", "/base/models"]],
])("the list for %s is at %j", (url, expected) => {
  expect(paths("openai", url)).toEqual(expected);
});

test.each([
  ["http://host", "/api/tags"],
  ["http://host/api", "/api/tags"],
  ["http://host/api/tags/", "/api/tags"],
  ["http://host/api/chat", "/api/tags"],
  ["http://host/v1", "/api/tags"],
  ["http://host/v1/chat/completions", "/api/tags"],
  ["http://host/prefix", "/prefix/api/tags"],
  ["http://host/prefix/v1", "/prefix/api/tags"],
])("Ollama's list for %s is at %s, and its models beside it", (url, path) => {
  expect(paths("ollama", url)).toEqual([path]);
  expect(showUrl(url).href).toBe(`http://host${path.replace("tags", "show")}`);
});

test.each(["http://host/x#", "http://host/x?", "http://host/x?#", "http://host/x/#"])(
  "%s cannot lead to another path: what is added stays in the path",
  (url) => {
    expect(sourceUrl(url)).toBe("http://host/x");
    expect(paths("openai", url)).toEqual(["/x/v1/models", "/x/models"]);
  },
);

test("a URL is stored as it was entered, but for what has no meaning", () => {
  expect(sourceUrl("HTTP://Host:80/v1/models//")).toBe("http://host/v1/models");
});

test("the kinds of source are the interfaces that the engines list their models by", () => {
  // The REST contract and the database have these two names.
  expect(SOURCE_KINDS).toEqual(["ollama", "openai"]);
  const others = ENGINE_KINDS.filter((engine) => engine !== "ollama");
  expect(ENGINES.ollama.lists_as).toBe("ollama");
  expect(others.map((engine) => ENGINES[engine].lists_as)).toEqual(others.map(() => "openai"));
});
