import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import OpenAI from "openai";
import { ENGINE_KINDS } from "@/lib/registry/engines";
import { startEngine } from "../engines/engine";
import type { StandIn } from "../engines/server";
import { baseUrl } from "./client";
import { makeEngine, removeEngines } from "./model-server";
import { makeAdmin, makeKey, makeProfile, makeUser, MODEL, ok } from "./world";

const SECRETS = {
  engineKey: "sk-the-key-of-the-engine",
  prompt: "the secret prompt of the profile",
  question: "the secret question of the caller",
  answer: "the secret answer of the engine",
};

let engine: StandIn;

/** A key of a user whose profile for Primary has the secret prompt, and an engine for its model. */
async function serve(kind: (typeof ENGINE_KINDS)[number]) {
  engine = await startEngine(kind, { pieces: [{ text: SECRETS.answer }] });
  const models = { [MODEL]: "engine-model" };
  const local = { kind, address: engine.url, key: SECRETS.engineKey, local: true, models };
  await makeEngine(local);
  const user = await makeUser();
  const { id } = await makeProfile(user.session, { system_prompt: SECRETS.prompt });
  const config = { model_profiles: { primary_profile_id: id } };
  ok(await user.session.patch("/api/config", config));
  const { client } = await makeKey(user, ["infer"]);
  return new OpenAI({ apiKey: String(client.key), baseURL: `${baseUrl()}/v1`, maxRetries: 0 });
}

const request = (stream: boolean) => ({
  model: "task:primary",
  messages: [{ role: "user" as const, content: SECRETS.question }],
  stream,
});

test.afterEach(async () => {
  await removeEngines();
  await engine.close();
});

for (const kind of ENGINE_KINDS) {
  test(`a client of OpenAI gets an answer of ${kind} through the profile of a task`, async () => {
    const openai = await serve(kind);
    const answer = await openai.chat.completions.create({ ...request(false), stream: false });
    expect(answer.choices[0]?.message.content).toBe(SECRETS.answer);
    let text = "";
    const stream = await openai.chat.completions.create({ ...request(true), stream: true });
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe(SECRETS.answer);
    const chats = engine.received.filter(
      ({ method, path: at }) => method === "POST" && at.includes("chat"),
    );
    expect(chats).toHaveLength(2);
    for (const { body, headers } of chats) {
      const [system, user] = body.messages;
      expect(system).toEqual({ role: "system", content: SECRETS.prompt });
      expect(user).toEqual({ role: "user", content: SECRETS.question });
      expect(headers.authorization).toBe(`Bearer ${SECRETS.engineKey}`);
    }
  });
}

test("the README's request by curl is answered through the profile of a task", async () => {
  const openai = await serve("ollama");
  const readme = readFileSync("README.md", "utf8");
  const [, command = ""] = /<!-- gateway -->\s+```bash\n([^]*?)```/.exec(readme) ?? [];
  const env = { ...process.env, ORIGIN: baseUrl(), KEY: String(openai.apiKey) };
  const { stdout } = await promisify(execFile)("bash", ["-e", "-c", command], { env });
  const answer = JSON.parse(stdout) as OpenAI.ChatCompletion;
  expect(answer.choices[0]?.message.content).toBe(SECRETS.answer);
});

test("no key, address, prompt, question or answer is in the log, the metrics or the audit", async () => {
  const openai = await serve("llama_cpp");
  await openai.chat.completions.create({ ...request(false), stream: false });
  await engine.close();
  await expect(
    openai.chat.completions.create({ ...request(false), stream: false }),
  ).rejects.toThrow("cannot be reached");
  const admin = await makeAdmin();
  const told = [
    readFileSync(path.join(path.dirname(process.env.MODELS_FILE ?? ""), "server.log"), "utf8"),
    (await admin.session.get("/api/metrics")).text,
    (await admin.session.get("/api/requests")).text,
  ];
  for (const text of told) {
    expect(text.length).toBeGreaterThan(100);
    for (const secret of [...Object.values(SECRETS), openai.apiKey])
      expect(text).not.toContain(secret);
    expect(text).not.toContain(new URL(engine.url).host);
  }
  const audit = (await admin.session.get("/api/admin/audit?limit=100")).text;
  for (const secret of [...Object.values(SECRETS), openai.apiKey])
    expect(audit).not.toContain(secret);
});
