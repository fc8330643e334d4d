import { z } from "zod";
import type { TaskKind } from "@/lib/registry/types";
import { TASK_KEYS } from "@/lib/registry/tasks";
import { show } from "@/lib/registry/messages";
import { nameText, sizedList, text } from "@/lib/registry/zod";

/** Characters of all texts of an example together. */
const MAX_CHARACTERS = 100_000;
/** Messages, texts or documents of an example. */
const MAX_ITEMS = 100;

const anyText = text(0, MAX_CHARACTERS);

function list<T extends z.ZodType>(item: T) {
  const error = (issue: { input?: unknown }) =>
    `must be a list of 1 to ${MAX_ITEMS} entries; you entered ${show(issue.input)}`;
  return sizedList(item, error, { min: 1, max: MAX_ITEMS });
}

function members<T extends z.ZodRawShape>(shape: T) {
  const names = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `is not part of the input; its members are ${names}`
        : `must be an object; you entered ${show(issue.input)}`,
  });
}

const message = members({
  role: z.enum(["system", "user", "assistant"], { error: "must be system, user or assistant" }),
  content: anyText,
});

/** What is tried, by kind of task: the members of the gateway's request beside its model. */
export const INPUTS = {
  text: members({ messages: list(message) }),
  embedding: members({ input: list(anyText) }),
  reranking: members({ query: anyText, documents: list(anyText) }),
  image: members({ prompt: anyText }),
} as const satisfies Readonly<Record<TaskKind, z.ZodType>>;

export type Input<K extends TaskKind = TaskKind> = z.infer<(typeof INPUTS)[K]>;
export type ChatInput = Input<"text">["messages"][number];

/** The body of a new example; its `input` is checked by the task's kind. */
export const exampleInput = z.strictObject(
  {
    name: nameText(120),
    input: z
      .record(z.string(), z.unknown(), {
        error: (issue) => `must be an object; you entered ${show(issue.input)}`,
      })
      .meta({
        description:
          "`messages` for chat, `input` for embeddings, `query` and `documents` for reranking, `prompt` for images",
      }),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "is not a field; the fields are name, input"
        : `must be an object; you entered ${show(issue.input)}`,
  },
);

/** The body for a task of a kind, with the input that the kind takes. */
export function exampleInputFor(kind: TaskKind) {
  const ofKind: z.ZodType<Input> = INPUTS[kind];
  const input = ofKind.refine((value) => charactersIn(value) <= MAX_CHARACTERS, {
    error: `must have at most ${MAX_CHARACTERS.toLocaleString("en")} characters`,
  });
  return exampleInput.extend({ input });
}

/** The characters of all texts in an input. */
function charactersIn(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + charactersIn(each), 0);
}

export const example = z
  .object({
    id: z.string(),
    task: z.enum(TASK_KEYS),
    name: z.string(),
    input: z.record(z.string(), z.unknown()),
    created_at: z.string(),
  })
  .meta({ id: "Example" });
export type Example = z.infer<typeof example>;

export const exampleList = z.object({ data: z.array(example) });
