import { firstOf } from "@/lib/registry/words";
import { type KeptTexts, keptTexts } from "./schema";

/** Bytes of the texts of a kept request as JSON. */
const MAX_BYTES = 256 * 1024;
/** Of these at most for the answer, so that something of the request is always kept. */
const ANSWER_BYTES = MAX_BYTES / 2;
/** Characters at the start of a text that are read; more could not be kept. */
const MAX_READ = 4 * MAX_BYTES;
/** Characters of a text that are kept whatever else is cut: roles, names, ids. */
const SHORT = 64;
/** Members of an object that are kept without room for them, so that it keeps its shape. */
const MEMBERS = 20;
/** Bytes that those may take. */
const OVERDRAFT = 16 * 1024;

/** The start of a text that is a file. */
const FILE = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.+-]+)*,/;
/** Files within a text, as Markdown has them. */
const FILES = /data:([\w.+-]*(?:\/[\w.+-]*)?)(?:;[\w=.+-]+)*;base64,[\w+/=-]*/g;
/** A file in base64 without a `data:` before it. */
const BASE64 = /^[\w+/=-]{1000,}$/;

function fileNote(type: string, base64: number): string {
  return `[${type || "file"}, ${Math.ceil((base64 * 3) / 4 / 1024).toLocaleString("en")} KB]`;
}

/** The start of a text, with notes in place of files. */
function withoutFiles(text: string): { text: string; isWhole: boolean } {
  const read = text.slice(0, MAX_READ);
  const [, type] = FILE.exec(text.slice(0, 200)) ?? [];
  if (type !== undefined || BASE64.test(read)) {
    return { text: fileNote(type ?? "", text.length), isWhole: true };
  }
  const replaced = read.replace(FILES, (url, kind: string) => fileNote(kind, url.length));
  return { text: replaced, isWhole: text.length <= MAX_READ };
}

function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** The longest start of a text that takes so many bytes, or `SHORT` characters. */
function startOf(text: string, bytes: number): string {
  let start = firstOf(text, Math.max(SHORT, bytes));
  for (let size = bytesOf(start); size > bytes && start.length > SHORT; size = bytesOf(start)) {
    start = firstOf(start, Math.max(SHORT, Math.floor((start.length * bytes) / size) - 1));
  }
  return start;
}

/** Takes values while there is room for them, and notes whether something was left out. */
class Room {
  isCut = false;

  constructor(private left: number) {}

  /** Takes a value that gets a part of the room; what it leaves is free again. */
  takeWithin(bytes: number, value: unknown): unknown {
    const part = new Room(bytes);
    const taken = part.take(value);
    this.left -= bytes - part.left;
    this.isCut ||= part.isCut;
    return taken;
  }

  take(value: unknown, name = ""): unknown {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return this.list(value, name);
    if (typeof value === "object" && value !== null) return this.object(value);
    this.left -= 8;
    return value;
  }

  private text(given: string): string {
    const { text, isWhole } = withoutFiles(given);
    const kept = startOf(text, this.left);
    this.left -= bytesOf(kept);
    if (isWhole && kept.length === text.length) return kept;
    this.isCut = true;
    this.left = Math.min(this.left, 0);
    const [count, total] = [kept, given].map(({ length }) => length.toLocaleString("en"));
    return `${kept}… [cut: ${count} of ${total} characters]`;
  }

  /** The first entries; of messages the last, which say what was asked. */
  private list(entries: readonly unknown[], name: string): unknown[] {
    const isReversed = name === "messages";
    const kept: unknown[] = [];
    for (const entry of isReversed ? [...entries].reverse() : entries) {
      if (this.left <= 0) {
        this.isCut = true;
        break;
      }
      kept.push(this.take(entry));
    }
    return isReversed ? kept.reverse() : kept;
  }

  private object(value: object): Record<string, unknown> {
    this.left -= 2;
    const kept: [string, unknown][] = [];
    for (const [name, member] of Object.entries(value)) {
      if (this.left <= 0 && (kept.length >= MEMBERS || this.left < -OVERDRAFT)) {
        this.isCut = true;
        break;
      }
      this.left -= bytesOf(name) + 2;
      kept.push([name, this.take(member, name)]);
    }
    return Object.fromEntries(kept);
  }
}

/** The members of requests that are kept before all others. */
const FIRST = ["model", "messages", "prompt", "query", "input", "documents"];

function textsFirst(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = FIRST.filter((name) => name in body).map((name) => [name, body[name]] as const);
  return { ...Object.fromEntries(known), ...body };
}

/** Texts as they are kept: with notes in place of files, and cut to 256 KB. */
export function fitTexts({ request, answer, effective }: Omit<KeptTexts, "cut">): KeptTexts {
  const room = new Room(MAX_BYTES);
  const kept = {
    answer: room.takeWithin(ANSWER_BYTES, answer),
    effective: room.take(effective),
    request: room.take(textsFirst(request)),
  };
  return keptTexts.parse({ ...kept, cut: room.isCut });
}
