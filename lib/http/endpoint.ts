import type { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import type { Scope } from "@/lib/auth/actor";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call: anybody, or a caller with one of the scopes; `admin` needs the role too. */
export type Access = "public" | readonly [Scope, ...Scope[]];

/** How errors are written: RFC 9457 problems. */
export type ErrorFormat = "problem";

/** A call as the tests send it and the reference shows it. */
export interface Example {
  summary: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  status: number;
}

/** The names in a path's braces, each with a text: `/api/keys/{id}` gives `{ id: string }`. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Record<Name, string> & ParamsOf<Rest>
  : unknown;

/** One call of the contract; from it come the request's check, the answer's whitelist, OpenAPI. */
export interface Endpoint<
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  Path extends string = string,
> {
  method: Method;
  /** `/api/models/profiles/{id}` */
  path: Path;
  tag: string;
  summary: string;
  access: Access;
  /** Path parameters and what they are. */
  params?: Record<string, string>;
  /** Headers of success that tell something of the thing: its tag, its address. */
  sends?: readonly ("ETag" | "Location")[];
  query?: Q;
  body?: B;
  /** Bytes that the body may have; 256 KiB if not given. */
  bodyLimit?: number;
  /** `problem` if not given. */
  errorFormat?: ErrorFormat;
  /** An absent body counts as `{}`. */
  bodyOptional?: boolean;
  /** The service checks the body, to tell the schema's faults and the database's together. */
  bodyCheckedByService?: boolean;
  /** The status of success, 200 where not given. */
  status?: number;
  /** Absent: there is no body (204). */
  response?: R;
  /** Types of an answer that is no JSON of ours; then there is no `response`. */
  media?: readonly string[];
  /** Whether `METRICS_OPEN_ON_LOOPBACK` opens it to who asks on the machine itself. */
  openOnLoopback?: boolean;
  /** Exempt from rate limiting (health checks). */
  unlimited?: boolean;
  /** The same body under another status, where that is no `Problem`. */
  alsoStatus?: number;
  /** A `GET` whose answer is made of the database alone, so it may be kept until the next commit. */
  cacheable?: boolean;
  /** The response can exceed 1 MB: such responses are made one at a time. */
  large?: boolean;
  /** Request headers it honours. */
  conditional?: ("If-Match" | "If-None-Match")[];
  errors?: readonly ErrorCode[];
  examples: readonly [Example, ...Example[]];
}

/** Keeps the schemas' types. */
export function endpoint<
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  const Path extends string,
>(definition: Endpoint<Q, B, R, Path>): Endpoint<Q, B, R, Path> {
  return definition;
}

/** The status of success. */
export function successOf({ status, response, media }: Endpoint): number {
  return status ?? (response || media ? 200 : 204);
}
