import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { TASKS } from "@/lib/registry/tasks";
import type { TaskKind } from "@/lib/registry/types";
import {
  KEY_PLACEHOLDER,
  type LanguageId,
  LANGUAGES,
  languagesFor,
  snippetFor,
} from "@/lib/snippets/snippets";
import { startEngine } from "../engines/engine";
import type { StandIn } from "../engines/server";
import { baseUrl } from "./client";
import { makeEngine, removeEngines } from "./model-server";
import { CODER, EMBEDDER, makeKey, makeProfile, makeUser, MODEL, ok, PAINTER } from "./world";

const run = promisify(execFile);
const RERANKER = "qwen3-reranker-0.6b";
const PROMPT = "The prompt of the profile";
const TASK_OF = {
  text: "primary",
  embedding: "embedding",
  reranking: "reranking",
  image: "image_generation",
} as const satisfies Record<TaskKind, string>;
/** What the stand-ins' answers contain. */
const ANSWER_OF: Readonly<Record<TaskKind, RegExp>> = {
  text: /Hello/,
  embedding: /0\.125/,
  reranking: /10.*Dogs bark\.|"relevance_score":\s*10/s,
  image: /b64_json|^$/,
};
/** Snippets that Node runs; tsx takes the types away. */
const BY_NODE: readonly LanguageId[] = ["typescript", "langchain", "ai_sdk", "ollama"];

let folder: string;
let engine: StandIn;
let painter: StandIn;
let ollama: StandIn;
let keys: Record<"infer" | "read", string>;
let profile: string;

test.beforeAll(async () => {
  mkdirSync(".cache", { recursive: true });
  // Inside the project, so that the snippets find their packages.
  folder = mkdtempSync(path.join(".cache", "snippets-"));
  engine = await startEngine("llama_cpp");
  painter = await startEngine("openai_compatible");
  ollama = await startEngine("ollama");
  const served = (...models: string[]) => Object.fromEntries(models.map((id) => [id, id]));
  const models = served(MODEL, EMBEDDER, RERANKER, CODER);
  await makeEngine({ kind: "llama_cpp", address: engine.url, local: true, models });
  await makeEngine({
    kind: "openai_compatible",
    address: painter.url,
    local: true,
    models: served(PAINTER),
  });
  const user = await makeUser();
  ({ id: profile } = await makeProfile(user.session, { system_prompt: PROMPT }));
  const model_profiles = { primary_profile_id: profile };
  ok(await user.session.patch("/api/config", { model_profiles }));
  const secret = async (scope: "infer" | "read") =>
    String((await makeKey(user, [scope])).client.key);
  keys = { infer: await secret("infer"), read: await secret("read") };
});

test.afterAll(async () => {
  await removeEngines();
  await Promise.all([engine, painter, ollama].map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

interface Snippet {
  language: LanguageId;
  kind: TaskKind;
  code: string;
}

/** The code for a kind of task, with this server and a key. */
function snippet(language: LanguageId, kind: TaskKind): Snippet {
  const task = TASK_OF[kind];
  const subject = { origin: baseUrl(), model: `task:${task}`, kind, task };
  const code = snippetFor(language, subject, keys[LANGUAGES[language].scope]) ?? "";
  return { language, kind, code: code.replace("http://localhost:11434", ollama.url) };
}

const ALL = TASKS.filter(({ key }) => Object.values<string>(TASK_OF).includes(key)).flatMap(
  ({ kind, key: task }) =>
    languagesFor({ kind, task }).map((language) => [language, kind] as const),
);

/** Runs modules one after another in one process of Node; the output of each. */
async function runByNode(snippets: readonly Snippet[]): Promise<string[]> {
  const names = snippets.map(({ language, kind, code }) => {
    const name = `${language}-${kind}.mts`;
    writeFileSync(path.join(folder, name), code);
    return name;
  });
  const lines = names.map((name) => `await import("./${name}");\nconsole.log("<end>");`);
  writeFileSync(path.join(folder, "all.mts"), lines.join("\n"));
  const { stdout } = await run("node", ["--import", "tsx", "all.mts"], { cwd: folder });
  return stdout.split("<end>").slice(0, -1);
}

async function runByShell({ code }: Snippet): Promise<string> {
  return (await run("bash", ["-e", "-c", code], { cwd: folder })).stdout;
}

/** True if Python runs with these arguments. */
function hasPython(...args: string[]): boolean {
  return spawnSync("python3", args).status === 0;
}

test("every snippet of every kind of task works as it is copied", async () => {
  const all = ALL.map(([language, kind]) => snippet(language, kind));
  const byNode = all.filter(({ language }) => BY_NODE.includes(language));
  const outputs = await runByNode(byNode);
  expect(outputs).toHaveLength(byNode.length);
  outputs.forEach((output, index) => {
    const { kind = "text", language } = byNode[index] ?? {};
    expect(output.trim(), `${language} ${kind}`).toMatch(ANSWER_OF[kind]);
  });
  expect(existsSync(path.join(folder, "image.png"))).toBe(true);
  for (const one of all.filter(({ language }) => language === "curl")) {
    expect(await runByShell(one), one.kind).toMatch(ANSWER_OF[one.kind]);
  }
  // Of the task with a profile of its own, each request had that profile's prompt.
  const chats = [...engine.received, ...ollama.received].filter(({ body }) => body?.messages);
  expect(chats).toHaveLength(5);
  for (const { body } of chats) {
    expect(body.messages).toEqual([
      { role: "system", content: PROMPT },
      { role: "user", content: "Hello" },
    ]);
  }
});

test("the snippet that resolves returns the profile of each task", async () => {
  for (const kind of ["text", "image"] as const) {
    const resolved = JSON.parse(await runByShell(snippet("resolve", kind))) as {
      task: string;
      profile: { id: string };
    };
    expect(resolved.task).toBe(TASK_OF[kind]);
    if (kind === "text") expect(resolved.profile.id).toBe(profile);
  }
});

// The project needs no Python: a machine without it has no such test.
if (hasPython("--version")) {
  test("the snippets for Python compile, and run where Python has OpenAI's package", async () => {
    const isRun = hasPython("-c", "import openai");
    for (const [language, kind] of ALL.filter(([each]) => each === "python")) {
      const file = path.join(folder, `${kind}.py`);
      writeFileSync(file, snippet(language, kind).code);
      if (!isRun) await run("python3", ["-m", "py_compile", file]);
      else expect((await run("python3", [file])).stdout).toMatch(ANSWER_OF[kind]);
    }
  });
}

test("the README shows the same snippets", () => {
  const readme = readFileSync("README.md", "utf8");
  const section = readme.slice(readme.indexOf("## Use it from your program"));
  const shown = new Map(
    [...section.matchAll(/<!-- snippet (\w+) -->\s+```\w+\n([^]*?)```/g)].map(
      ([, language = "", code = ""]) => [language, code],
    ),
  );
  expect([...shown.keys()]).toEqual(["python", "typescript", "langchain", "ai_sdk"]);
  for (const [language, code] of shown) {
    const own = snippet(language as LanguageId, "text");
    const here = code
      .replace("http://localhost:3000", baseUrl())
      .replace(KEY_PLACEHOLDER, keys.infer);
    expect(here).toBe(own.code);
  }
});

test("a name with quotes, backslashes or line breaks stays a text in every language", async () => {
  const model = 'profile:it\'s "a" \\ `$(exit 3)`\n name';
  const subject = { origin: baseUrl(), model, kind: "text", task: null } as const;
  const shell = snippetFor("curl", subject, keys.infer) ?? "";
  const answer = await run("bash", ["-e", "-c", shell]);
  expect(answer.stdout).toContain("model_not_found");
  writeFileSync(path.join(folder, "quoted.py"), snippetFor("python", subject) ?? "");
  if (hasPython("--version")) {
    await run("python3", ["-m", "py_compile", path.join(folder, "quoted.py")]);
  }
  const code = snippetFor("typescript", subject, keys.infer) ?? "";
  await expect(runByNode([{ language: "typescript", kind: "text", code }])).rejects.toThrow(
    /404.*There is no model/s,
  );
  expect(languagesFor(subject)).not.toContain("resolve");
});
