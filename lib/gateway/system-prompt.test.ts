import { describe, expect, test } from "vitest";
import type { PromptMode } from "@/lib/actor";
import { emptyReport } from "./report";
import type { ChatMessage } from "./request-schema";
import { textOf, withPrompt } from "./system-prompt";

const PROMPT = "Be brief.";
const system = (content: string): ChatMessage => ({ role: "system", content });
const developer = (content: string): ChatMessage => ({ role: "developer", content });
const user = (content: string): ChatMessage => ({ role: "user", content });

function sent(
  messages: readonly ChatMessage[],
  {
    mode = "prepend",
    keepsRoles = false,
    prompt = PROMPT,
  }: { mode?: PromptMode; keepsRoles?: boolean; prompt?: string } = {},
) {
  const report = emptyReport();
  return { messages: withPrompt(messages, prompt, { mode, keepsRoles }, report), report };
}

describe("the profile's prompt", () => {
  test.each<[string, ChatMessage[], ChatMessage[]]>([
    ["alone where the caller has none", [user("Hi")], [system(PROMPT), user("Hi")]],
    [
      "before the caller's, as one message",
      [system("Be kind."), user("Hi")],
      [system("Be brief.\n\nBe kind."), user("Hi")],
    ],
    [
      "before all of the caller's leading messages",
      [system("Be kind."), developer("Be exact."), user("Hi")],
      [system("Be brief.\n\nBe kind.\n\nBe exact."), user("Hi")],
    ],
    [
      "without empty messages of the caller",
      [system(""), user("Hi")],
      [system(PROMPT), user("Hi")],
    ],
    ["where there are no other messages", [system("Be kind.")], [system("Be brief.\n\nBe kind.")]],
  ])("stands %s", (_where, messages, expected) => {
    expect(sent(messages)).toEqual({ messages: expected, report: emptyReport() });
  });

  test("and the caller's stay apart where an engine takes several, each in its role", () => {
    const messages = [developer("Be exact."), system("Be kind."), user("Hi")];
    expect(sent(messages, { keepsRoles: true }).messages).toEqual([system(PROMPT), ...messages]);
  });

  test("is no message where nobody says anything", () => {
    expect(sent([user("Hi")], { prompt: "" }).messages).toEqual([user("Hi")]);
    expect(sent([system(""), user("Hi")], { prompt: "" }).messages).toEqual([user("Hi")]);
    expect(sent([system("Be kind.")], { prompt: "" }).messages).toEqual([system("Be kind.")]);
  });

  test("never moves a later system message, and says so", () => {
    const messages = [user("Hi"), system("Now in French."), user("Bye")];
    const { messages: all, report } = sent(messages);
    expect(all).toEqual([system(PROMPT), ...messages]);
    expect(report.warnings).toMatchObject([{ code: "system_message_later" }]);
  });
});

describe("an API key's rule", () => {
  test("if_absent sends the profile's prompt only where the caller has none", () => {
    const mode = "if_absent";
    expect(sent([user("Hi")], { mode }).messages).toEqual([system(PROMPT), user("Hi")]);
    expect(sent([system("Be kind."), user("Hi")], { mode }).messages).toEqual([
      system("Be kind."),
      user("Hi"),
    ]);
    expect(sent([system(""), user("Hi")], { mode }).messages).toEqual([system(PROMPT), user("Hi")]);
  });

  test("profile_only drops the caller's, and says so without its text", () => {
    const { messages, report } = sent([system("Be kind."), user("Hi")], { mode: "profile_only" });
    expect(messages).toEqual([system(PROMPT), user("Hi")]);
    expect(report.dropped).toMatchObject([{ name: "messages", value: "•••", code: "prompt" }]);
    expect(JSON.stringify(report)).not.toContain("kind");
  });

  test("profile_only says nothing where there was nothing to drop", () => {
    expect(sent([user("Hi")], { mode: "profile_only" }).report).toEqual(emptyReport());
  });
});

test("a text in parts is joined line by line; what is no text is left out", () => {
  const content = [
    { type: "text" as const, text: "a" },
    { type: "image_url" as const, image_url: { url: "data:image/png;base64,aGk=" } },
    { type: "text" as const, text: "b" },
  ];
  expect([textOf(content), textOf("a"), textOf(null)]).toEqual(["a\nb", "a", ""]);
});
