import { expect, test } from "vitest";
import { ENGINE_KINDS, ENGINES } from "./engines";
import { apiUrl, listUrls, looksLocal, rootUrl, showUrl, storedUrl } from "./engine-urls";

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
    expect(storedUrl(url)).toBe("http://host/x");
    expect(paths("openai", url)).toEqual(["/x/v1/models", "/x/models"]);
  },
);

test("a URL is stored as it was entered, but for what has no meaning", () => {
  expect(storedUrl("HTTP://Host:80/v1/models//")).toBe("http://host/v1/models");
});

test("only Ollama lists its models in its own way", () => {
  const others = ENGINE_KINDS.filter((engine) => engine !== "ollama");
  expect(ENGINES.ollama.lists_as).toBe("ollama");
  expect(others.map((engine) => ENGINES[engine].lists_as)).toEqual(others.map(() => "openai"));
});

test.each([
  ["openai", "http://host/v1", "http://host"],
  ["openai", "http://host/v1/models", "http://host"],
  ["openai", "http://host/prefix/v1/chat/completions", "http://host/prefix"],
  ["openai", "http://host:8080", "http://host:8080"],
  ["ollama", "http://host:11434/api/chat", "http://host:11434"],
  ["ollama", "http://host/prefix/v1", "http://host/prefix"],
] as const)("the own paths of an engine that lists as %s at %s are below %s", (kind, url, root) => {
  expect(rootUrl(kind, url)).toBe(root);
});

test.each([
  ["openai", "http://host", "http://host/v1"],
  ["openai", "http://host/v1/chat/completions", "http://host/v1"],
  ["openai", "http://host/api/paas/v4", "http://host/api/paas/v4"],
  ["ollama", "http://host:11434/v1", "http://host:11434"],
] as const)("the API of an engine that lists as %s at %s is at %s", (kind, url, base) => {
  expect(apiUrl(kind, url)).toBe(base);
});

test.each([
  "http://localhost:11434",
  "http://127.0.0.1:1",
  "http://[::1]:8080/v1",
  "http://gpu-box:8000",
  "http://gpu.lan",
  "http://10.1.2.3",
  "http://172.20.0.2",
  "http://[fd00::1]",
])("%s looks local", (url) => {
  expect(looksLocal(url)).toBe(true);
});

test.each([
  "https://api.openai.com/v1",
  "http://172.32.0.1",
  "http://8.8.8.8",
  "http://[2a00::1]",
  "x",
])("%s does not look local", (url) => {
  expect(looksLocal(url)).toBe(false);
});
