import type { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import type { Scope } from "@/lib/actor";

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

/**
 * The revision that a write was made on: one, any of a list (several tags in `If-Match`), or null
 * for whichever is current.
 */
export type ExpectedRevision = number | readonly number[] | null;

/** One call of the contract; from it come the request's check, the answer's whitelist, OpenAPI. */
export interface Endpoint {
  method: Method;
  /** `/api/models/profiles/{id}` */
  path: string;
  tag: string;
  summary: string;
  access: Access;
  /** Path parameters and what they are. */
  params?: Record<string, string>;
  /** Headers of success that tell something of the thing: its tag, its address. */
  sends?: readonly ("ETag" | "Location")[];
  query?: z.ZodObject;
  body?: z.ZodType;
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
  response?: z.ZodType;
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
  conditional?: readonly ("If-Match" | "If-None-Match")[];
  errors?: readonly ErrorCode[];
  examples: readonly [Example, ...Example[]];
}

/** What a handler gets as the body: unchecked if the service checks it. */
export type BodyOf<E extends Endpoint> = E extends { bodyCheckedByService: true }
  ? unknown
  : E extends { body: infer B extends z.ZodType }
    ? z.output<B>
    : undefined;

/** What a handler gets as the query. */
export type QueryOf<E extends Endpoint> = E extends { query: infer Q extends z.ZodType }
  ? z.output<Q>
  : unknown;

/** What the caller gets as JSON; null if there is no body (204). */
export type ResponseOf<E extends Endpoint> = E extends { response: infer R extends z.ZodType }
  ? z.output<R>
  : null;

/** What the caller sends as the query; empty and null members are left out. */
export type QueryInput<E extends Endpoint> = E extends { query: infer Q extends z.ZodType }
  ? { readonly [Name in keyof z.input<Q>]?: z.input<Q>[Name] | "" | null }
  : undefined;

type BodyInput<E extends Endpoint> = E extends { body: infer B extends z.ZodType }
  ? E extends { bodyOptional: true }
    ? { body?: z.input<B> }
    : { body: z.input<B> }
  : unknown;

type RevisionInput<E extends Endpoint> = E extends { conditional: readonly (infer Header)[] }
  ? "If-Match" extends Header
    ? { expected_revision: number | null }
    : unknown
  : unknown;

/** The path's parameters, for an endpoint that has any. */
export type ParamsInput<E extends Endpoint> =
  unknown extends ParamsOf<E["path"]> ? unknown : { params: ParamsOf<E["path"]> };

type MembersOf<E extends Endpoint> = ParamsInput<E> & BodyInput<E> & RevisionInput<E>;

/** What an action of the endpoint takes: `{ params, body, expected_revision }`, or nothing. */
export type ActionInput<E extends Endpoint> =
  unknown extends MembersOf<E> ? [] : [input: MembersOf<E>];

/** Members that an `Endpoint` does not have; without this, type inference would accept them. */
type Unknown<D> = Record<Exclude<keyof D, keyof Endpoint>, never>;

/** Keeps the literal types: handlers, actions and the browser's client derive theirs from them. */
export function endpoint<const D extends Endpoint>(definition: D & Unknown<D>): D {
  return definition;
}

/** The status of success. */
export function successOf({ status, response, media }: Endpoint): number {
  return status ?? (response || media ? 200 : 204);
}
