import type { Scope } from "@/lib/actor";
import { keysOf } from "@/lib/objects";
import type { TaskKind } from "@/lib/registry/types";
import { AI_SDK, CURL, LANGCHAIN, OLLAMA, PYTHON, RESOLVE, TYPESCRIPT } from "./templates";

/** What a snippet asks. */
export interface SnippetSubject {
  /** Where the service is: `https://models.example.org`. */
  origin: string;
  /** The request's `model`: `task:primary`, or `profile:` with an id. */
  model: string;
  kind: TaskKind;
  /** The key of the task; null for a profile, which only a task's assignment resolves. */
  task: string | null;
}

/** What a snippet is made from: texts are data, each template quotes them for its language. */
export interface SnippetParts extends SnippetSubject {
  key: string;
}

/** Writes the snippet for each kind of task that the language has a client for. */
export type Template = Readonly<Partial<Record<TaskKind, (parts: SnippetParts) => string>>>;

interface Language {
  label: string;
  template: Template;
  /** The scope of the key that the snippet needs. */
  scope: Extract<Scope, "infer" | "read">;
  /** The command that installs what the snippet imports. */
  install?: string;
  /** What it is for, where the label does not say it. */
  note?: string;
  /** Needs a task. */
  ofTask?: true;
}

const ROWS = {
  curl: { label: "curl", template: CURL, scope: "infer" },
  python: {
    label: "Python",
    template: PYTHON,
    scope: "infer",
    install: "pip install openai",
  },
  typescript: {
    label: "TypeScript",
    template: TYPESCRIPT,
    scope: "infer",
    install: "npm install openai",
  },
  langchain: {
    label: "LangChain",
    template: LANGCHAIN,
    scope: "infer",
    install: "npm install @langchain/openai @langchain/core",
  },
  ai_sdk: {
    label: "Vercel AI SDK",
    template: AI_SDK,
    scope: "infer",
    install: "npm install ai @ai-sdk/openai-compatible",
  },
  ollama: {
    label: "Ollama",
    template: OLLAMA,
    scope: "read",
    note: "Reads the values of the task as an Ollama request, adds your input and sends it to your own Ollama.",
    ofTask: true,
  },
  resolve: {
    label: "Resolve",
    template: RESOLVE,
    scope: "read",
    note: "Returns the profile, the model and every effective value, for programs that call an engine themselves.",
    ofTask: true,
  },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageId = keyof typeof ROWS;

export const LANGUAGES: Readonly<Record<LanguageId, Language>> = ROWS;

/** Stands for the key until there is one. */
export const KEY_PLACEHOLDER = "YOUR_API_KEY";

/** The languages that have a snippet for a task or a profile, in the order of the tabs. */
export function languagesFor({ kind, task }: Pick<SnippetSubject, "kind" | "task">): LanguageId[] {
  return keysOf(ROWS).filter((id) => {
    const { template, ofTask } = LANGUAGES[id];
    return template[kind] !== undefined && (task !== null || !ofTask);
  });
}

/** The code, ready to run once its packages are installed; undefined if the language has none for it. */
export function snippetFor(
  language: LanguageId,
  subject: SnippetSubject,
  key: string = KEY_PLACEHOLDER,
): string | undefined {
  return LANGUAGES[language].template[subject.kind]?.({ ...subject, key });
}
