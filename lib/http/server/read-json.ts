import "server-only";
import { type JSONPath, visit } from "jsonc-parser";
import { AppError, type Fault, fault } from "@/lib/errors";

/** Bytes. A prompt of 100,000 characters fits, unless many of them take three bytes or more. */
export const BODY_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 32;
const JSON_TYPES = ["application/json", "application/merge-patch+json"];

function tooLarge(limit: number): AppError {
  return new AppError("payload_too_large", `The body exceeds ${limit.toLocaleString("en")} bytes.`);
}

/** @throws 415 if the body is compressed, which no endpoint accepts */
function checkEncoding(request: Request): void {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return;
  throw new AppError(
    "unsupported_media_type",
    `Send the body uncompressed; Content-Encoding ${encoding.slice(0, 40)} is not supported.`,
  );
}

/** The chunks of a body of unknown length, up to the limit. */
async function readChunks(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    const chunk = part.value;
    size += chunk.byteLength;
    // The rest of a body that is too large is read and dropped: left unread, it would block the
    // next request on the connection.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw tooLarge(limit);
  return Buffer.concat(chunks);
}

function checkType(request: Request): void {
  const [type = "", ...parameters] = (request.headers.get("content-type") ?? "").split(";");
  const charset = parameters
    .map((part) => part.trim().toLowerCase())
    .find((part) => part.startsWith("charset="));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (JSON_TYPES.includes(type.trim().toLowerCase()) && isUtf8) return;
  throw new AppError(
    "unsupported_media_type",
    "Send JSON in UTF-8 with Content-Type: application/json.",
  );
}

/**
 * The body as bytes, at most `limit` of them.
 * @throws 413 if it is larger, 415 if it is compressed, 400 if the client disconnects meanwhile
 */
export async function readBytes(
  request: Request,
  limit = BODY_LIMIT,
): Promise<Uint8Array<ArrayBuffer>> {
  checkEncoding(request);
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > limit) throw tooLarge(limit);
  try {
    // Node.js takes no more bytes than `Content-Length` says; reading them at once is faster.
    if (length !== null) return new Uint8Array(await request.arrayBuffer());
    return await readChunks(request, limit);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("malformed_json", "The body ended before it was complete.", {
      cause: error,
    });
  }
}

/**
 * Rejects duplicate keys and deep nesting, which `JSON.parse` accepts. Returns a fault for each
 * `__proto__` key, which no schema would see.
 */
function checkStructure(text: string): Fault[] {
  const faults: Fault[] = [];
  const open: Set<string>[] = [];
  const checkDepth = (path: JSONPath) => {
    if (path.length < DEPTH_LIMIT) return;
    throw new AppError("malformed_json", `The body is nested deeper than ${DEPTH_LIMIT} levels.`);
  };
  visit(text, {
    onObjectBegin: (_offset, _length, _line, _character, path) => {
      checkDepth(path());
      open.push(new Set());
    },
    onObjectEnd: () => void open.pop(),
    onArrayBegin: (_offset, _length, _line, _character, path) => checkDepth(path()),
    onObjectProperty: (key, _offset, _length, _line, _character, path) => {
      if (key === "__proto__") {
        faults.push(fault([...path(), key], "unknown_field", "is not a field"));
      }
      if (open.at(-1)?.has(key)) {
        const where = [...path(), key].join(".");
        throw new AppError("malformed_json", `The key ${where} appears twice in the body.`);
      }
      open.at(-1)?.add(key);
    },
  });
  return faults;
}

/** A parsed body and its faults that no schema can find. */
interface Body {
  /** `undefined` if there is no body. */
  value: unknown;
  faults: Fault[];
}

function parse(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    return { value, faults: checkStructure(text) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : "";
    throw new AppError("malformed_json", `The body is not JSON: ${reason.slice(0, 120)}`);
  }
}

/**
 * The body as JSON.
 * @throws 413 over the limit, 415 if it is not plain JSON, 400 `malformed_json` if it cannot be read
 */
export async function readJson(request: Request, limit = BODY_LIMIT): Promise<Body> {
  const bytes = await readBytes(request, limit);
  if (bytes.byteLength === 0) return { value: undefined, faults: [] };
  checkType(request);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("malformed_json", "The body is not valid UTF-8.");
  }
  return parse(text);
}
