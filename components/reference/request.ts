import { callPath } from "@/lib/snippets/call";
import type { CallParameter, OperationCall } from "@/lib/snippets/operation";

/** What is entered in the form, by the names of its fields. */
export type CallInput = Readonly<Record<string, string>>;

/** The form's field for the body. */
export const BODY = "body";

/** The form's field for a parameter; a path and a query may both have a `task`. */
export function fieldOf({ place, name }: CallParameter): string {
  return `${place}.${name}`;
}

/** What the form starts with: the first example. */
export function initialInput({ parameters, takesBody, examples }: OperationCall): CallInput {
  const { params = {}, query = {}, body } = examples[0] ?? {};
  const given = { path: params, query, header: {} as Record<string, string> };
  const fields = parameters.map(
    (parameter) => [fieldOf(parameter), given[parameter.place][parameter.name] ?? ""] as const,
  );
  const text = body === undefined ? "" : JSON.stringify(body, null, 2);
  const input: Record<string, string> = Object.fromEntries(fields);
  return takesBody ? { ...input, [BODY]: text } : input;
}

/** The values of the parameters in one place that are not empty, by their names. */
function valuesIn(place: CallParameter["place"], { parameters }: OperationCall, input: CallInput) {
  const filled = parameters.filter((each) => each.place === place && input[fieldOf(each)]);
  return Object.fromEntries(filled.map((each) => [each.name, input[fieldOf(each)] ?? ""]));
}

/** What is wrong with the input, by field. */
export type CallFaults = Readonly<Record<string, string | undefined>>;

/** The faults of the input, in the order of the fields. */
export function faultsIn(call: OperationCall, input: CallInput): CallFaults {
  const faults: Record<string, string> = {};
  for (const parameter of call.parameters) {
    const field = fieldOf(parameter);
    if (parameter.place === "path" && !input[field]) faults[field] = `Enter ${parameter.name}.`;
  }
  const text = input[BODY]?.trim();
  if (text) {
    try {
      JSON.parse(text);
    } catch (error) {
      faults[BODY] = `Must be JSON: ${error instanceof Error ? error.message : "unreadable"}`;
    }
  }
  return faults;
}

/** The request for `fetch`, which sends it with the session of the browser. */
export function requestFor(call: OperationCall, input: CallInput): { url: string } & RequestInit {
  const params = valuesIn("path", call, input);
  const query = valuesIn("query", call, input);
  const headers: Record<string, string> = valuesIn("header", call, input);
  const body = input[BODY]?.trim();
  if (body) headers["Content-Type"] = "application/json";
  return {
    url: callPath({ path: call.path, params, query }),
    method: call.method,
    headers,
    ...(body ? { body } : {}),
    cache: "no-store",
  };
}

/** Characters of a body that are shown. */
const SHOWN = 100_000;

/** A response's body for reading: JSON is indented, and the end of a long one left out. */
export function bodyText(text: string, contentType: string | null): string {
  const whole = contentType?.includes("json") ? indented(text) : text;
  if (whole.length <= SHOWN) return whole;
  const rest = (whole.length - SHOWN).toLocaleString("en-US");
  return `${whole.slice(0, SHOWN)}\n… ${rest} more characters`;
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

const HEADERS = [
  "content-type",
  "etag",
  "location",
  "allow",
  "retry-after",
  "mp-profile",
  "mp-model",
  "mp-engine",
  "mp-attempts",
  "mp-overridden",
  "mp-dropped",
  "mp-warning",
  "x-request-id",
] as const;

/** The headers of a response that tell a reader something. */
export function headersOf(headers: Headers): [name: string, value: string][] {
  return HEADERS.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
}
