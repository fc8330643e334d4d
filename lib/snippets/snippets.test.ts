import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { TaskKind } from "@/lib/registry/types";
import { quoted, shellQuoted } from "./quote";
import {
  KEY_PLACEHOLDER,
  type LanguageId,
  LANGUAGES,
  languagesFor,
  type SnippetSubject,
  snippetFor,
} from "./snippets";

const ORIGIN = "https://models.example.org";
const KINDS = ["text", "embedding", "reranking", "image"] as const;

function subjectOf(kind: TaskKind, set: Partial<SnippetSubject> = {}): SnippetSubject {
  const { key } = TASKS.find((task) => task.kind === kind) ?? { key: "" };
  return { origin: ORIGIN, model: `task:${key}`, kind, task: key, ...set };
}

/** Every language with a snippet for a kind of task. */
const ALL = KINDS.flatMap((kind) =>
  languagesFor(subjectOf(kind)).map((language) => [language, kind] as const),
);

describe("the languages", () => {
  test.each([
    ["text", ["curl", "python", "typescript", "langchain", "ai_sdk", "ollama", "resolve"]],
    ["embedding", ["curl", "python", "typescript", "langchain", "ai_sdk", "ollama", "resolve"]],
    ["reranking", ["curl", "python", "typescript", "resolve"]],
    ["image", ["curl", "python", "typescript", "ai_sdk", "resolve"]],
  ] as const)("for a task of kind %s are %j", (kind, languages) => {
    expect(languagesFor(subjectOf(kind))).toEqual(languages);
  });

  test.each(KINDS)("for a profile of kind %s leave out what only resolves a task", (kind) => {
    const ofProfile = languagesFor({ kind, task: null });
    expect(ofProfile).toEqual(
      languagesFor(subjectOf(kind)).filter((id) => id !== "ollama" && id !== "resolve"),
    );
  });

  test("that lack a client for a kind have no snippet", () => {
    expect(snippetFor("langchain", subjectOf("image"))).toBeUndefined();
    expect(snippetFor("ollama", subjectOf("reranking"))).toBeUndefined();
  });

  test("need a key that may infer, or only read where the program calls an engine itself", () => {
    const reading = ALL.filter(([language]) => LANGUAGES[language].scope === "read");
    expect(new Set(reading.map(([language]) => language))).toEqual(new Set(["ollama", "resolve"]));
  });
});

describe("a snippet", () => {
  test.each(ALL)(
    "in %s for %s has the key, or a placeholder until there is one",
    (language, kind) => {
      const subject = subjectOf(kind);
      const code = snippetFor(language, subject, "mp_secret") ?? "";
      expect(code).toContain("mp_secret");
      expect(code).not.toContain(KEY_PLACEHOLDER);
      expect(snippetFor(language, subject)).toBe(code.replaceAll("mp_secret", KEY_PLACEHOLDER));
    },
  );

  test.each(ALL)("in %s for %s calls this server for the task", (language, kind) => {
    const { task } = subjectOf(kind);
    const code = snippetFor(language, subjectOf(kind)) ?? "";
    const isResolved = LANGUAGES[language].scope === "read";
    expect(code).toContain(isResolved ? `${ORIGIN}/api/resolve/${task}` : `${ORIGIN}/v1`);
    if (!isResolved) expect(code).toContain(`task:${task}`);
  });

  test.each(ALL)("in %s for %s imports only what its command installs", (language, kind) => {
    const code = snippetFor(language, subjectOf(kind)) ?? "";
    const imported = [...code.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name);
    const installed = ["node:fs/promises", ...(LANGUAGES[language].install ?? "").split(" ")];
    for (const name of imported) expect(installed).toContain(name);
  });

  test.each(ALL)(
    "in %s for %s ends with one line break and has no blank start",
    (language, kind) => {
      expect(snippetFor(language, subjectOf(kind))).toMatch(/^\S[^]*\S\n$/);
    },
  );
});

const AWKWARD = `it's "so" \\ \${x} \`y\` \n日本`;

describe("a text from outside", () => {
  test("is one literal of JavaScript, whatever it contains", () => {
    expect(runInNewContext(quoted(AWKWARD))).toBe(AWKWARD);
  });

  test("is one word for a shell, whatever it contains", () => {
    expect(shellQuoted("a'b")).toBe(String.raw`'a'\''b'`);
    expect(shellQuoted("''")).toBe(String.raw`''\'''\'''`);
    expect(shellQuoted('$HOME `x` \\ "')).toBe("'$HOME `x` \\ \"'");
  });

  test.each<[LanguageId]>([["python"], ["typescript"], ["langchain"], ["ai_sdk"]])(
    "is quoted in %s, so that a model's name changes no code",
    (language) => {
      const code = snippetFor(language, subjectOf("text", { model: AWKWARD }), AWKWARD) ?? "";
      expect(code.split(quoted(AWKWARD))).toHaveLength(3);
      expect(code).not.toContain("\n日本");
    },
  );

  test("is quoted twice in curl: as JSON, and for the shell", () => {
    const code = snippetFor("curl", subjectOf("text", { model: "a'b\"c" })) ?? "";
    expect(code).toContain(String.raw`"model": "a'\''b\"c"`);
  });
});

test("the snippet of the image task asks for one picture and writes it to a file", () => {
  const subject = subjectOf("image");
  expect(findTask(subject.task ?? "")?.kind).toBe("image");
  for (const language of ["python", "typescript", "ai_sdk"] as const) {
    expect(snippetFor(language, subject)).toContain("image.png");
  }
});
