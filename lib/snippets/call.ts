import { isObject } from "@/lib/objects";
import { quoted, shellQuoted } from "./quote";

/** One call of the REST interface; the key is read from the environment variable `KEY`. */
export interface CallRequest {
  method: string;
  /** With its origin and query. */
  url: string;
  /** Sent as JSON; undefined if there is no body. */
  body: unknown;
  needsKey: boolean;
  returns: "json" | "text" | "nothing";
}

/** The parts of a URL that vary. */
export interface CallTarget {
  /** `/api/keys/{id}` */
  path: string;
  params?: Readonly<Record<string, string>> | undefined;
  query?: Readonly<Record<string, string>> | undefined;
}

/** Path and query; parameters without a value stay `{name}`. */
export function callPath({ path, params = {}, query = {} }: CallTarget): string {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) =>
    // A model's id may contain slashes, which are part of the path.
    params[name] ? encodeURIComponent(params[name]).replaceAll("%2F", "/") : whole,
  );
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A JSON value as a literal of Python, whose words for true, false and null differ. */
function pythonLiteral(value: unknown, indent: string): string {
  const inner = `${indent}    `;
  const block = (open: string, items: readonly string[], close: string) =>
    items.length === 0
      ? open + close
      : `${open}\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}${close}`;
  if (Array.isArray(value)) {
    return block(
      "[",
      value.map((item) => pythonLiteral(item, inner)),
      "]",
    );
  }
  if (isObject(value)) {
    const members = Object.entries(value);
    return block(
      "{",
      members.map(([name, member]) => `${quoted(name)}: ${pythonLiteral(member, inner)}`),
      "}",
    );
  }
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "None" : quoted(value);
}

function curl({ method, url, body, needsKey }: CallRequest): string {
  const lines = [`curl${method === "GET" ? "" : ` -X ${method}`} "${url}"`];
  if (needsKey) lines.push('-H "Authorization: Bearer $KEY"');
  if (body !== undefined) {
    lines.push('-H "Content-Type: application/json"', `-d ${shellQuoted(indented(body))}`);
  }
  return lines.join(" \\\n  ");
}

const PYTHON_RESULT = { json: "response.json()", text: "response.text", nothing: "response" };

function python({ method, url, body, needsKey, returns }: CallRequest): string {
  const lines = [quoted(url)];
  if (needsKey) lines.push(`headers={"Authorization": f"Bearer {os.environ['KEY']}"}`);
  if (body !== undefined) lines.push(`json=${pythonLiteral(body, "    ")}`);
  return `${needsKey ? "import os\n\n" : ""}import requests

response = requests.${method.toLowerCase()}(
${lines.map((line) => `    ${line},\n`).join("")})
print(${PYTHON_RESULT[returns]})`;
}

const TYPESCRIPT_RESULT = {
  json: "await response.json()",
  text: "await response.text()",
  nothing: "response.status",
};

function typescript({ method, url, body, needsKey, returns }: CallRequest): string {
  const headers: string[] = [];
  if (needsKey) headers.push("Authorization: `Bearer ${process.env.KEY}`");
  if (body !== undefined) headers.push('"Content-Type": "application/json"');
  const options: string[] = [];
  if (method !== "GET") options.push(`method: ${quoted(method)}`);
  if (headers.length > 0) options.push(`headers: { ${headers.join(", ")} }`);
  if (body !== undefined) {
    options.push(`body: JSON.stringify(${indented(body).replaceAll("\n", "\n  ")})`);
  }
  const init = options.map((option) => `  ${option},\n`).join("");
  return `const response = await fetch(${quoted(url)}${init ? `, {\n${init}}` : ""});
console.log(${TYPESCRIPT_RESULT[returns]});`;
}

const CALL_SNIPPETS = {
  curl: { label: "curl", write: curl },
  python: { label: "Python", write: python },
  typescript: { label: "TypeScript", write: typescript },
} as const;

export type CallLanguage = keyof typeof CALL_SNIPPETS;

/** The languages of the reference, in the order in which they are offered. */
export const CALL_LANGUAGES = ["curl", "python", "typescript"] as const;

export function callLabel(language: CallLanguage): string {
  return CALL_SNIPPETS[language].label;
}

/** Code that makes the call; Python needs the package `requests`. */
export function callSnippet(language: CallLanguage, call: CallRequest): string {
  return CALL_SNIPPETS[language].write(call);
}
