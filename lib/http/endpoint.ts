import type { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import type { Scope } from "@/lib/actor";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call: everyone, or callers with one of the scopes; `admin` also needs the role. */
export type Access = "public" | readonly [Scope, ...Scope[]];

/** The format of errors: RFC 9457 problems, or the error object of OpenAI's API. */
export type ErrorFormat = "problem" | "openai";

/** The format of errors below a path, also where no endpoint is. */
export function errorFormatOf(path: string): ErrorFormat {
  return /^\/v1(\/|\?|$)/.test(path) ? "openai" : "problem";
}

/** An example call; the tests send it and the reference shows it. */
export interface Example {
  summary: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  status: number;
}

/** The parameters in a path: `/api/keys/{id}` gives `{ id: string }`. */
export type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Record<Name, string> & ParamsOf<Rest>
  : unknown;

/**
 * The revision that a write was made on: one, any of those that `If-Match` names, or null for whichever
 * is current.
 */
export type ExpectedRevision = number | readonly string[] | null;

/** True if a write that was made on `expected` may change this revision. */
export function isExpected(expected: ExpectedRevision, revision: number | string): boolean {
  if (expected === null) return true;
  return typeof expected === "number" ? expected === revision : expected.includes(String(revision));
}

/** One call of the contract. Request validation, the response allowlist and OpenAPI derive from it. */
export interface Endpoint {
  method: Method;
  /** `/api/models/profiles/{id}` */
  path: string;
  tag: string;
  summary: string;
  access: Access;
  /** Path parameters with their descriptions. */
  params?: Record<string, string>;
  /** Response headers of success. */
  sends?: readonly ("ETag" | "Location")[];
  query?: z.ZodObject;
  /** Request headers that it reads, with their descriptions. */
  headers?: Record<string, string>;
  body?: z.ZodType;
  /** Maximum size of the body in bytes; 256 KiB if not given. */
  bodyLimit?: number;
  /** An absent body counts as `{}`. */
  bodyOptional?: boolean;
  /** The service checks the body, so that faults of the schema and of the data are reported together. */
  bodyCheckedByService?: boolean;
  /** The status of success; 200 if not given. */
  status?: number;
  /** Without it, the response has no body (204). */
  response?: z.ZodType;
  /** With `stream: true` the response is a stream of events instead. */
  streams?: true;
  /** Media types of a response that has no schema; used instead of `response`. */
  media?: readonly string[];
  /** True if `METRICS_OPEN_ON_LOOPBACK` allows calls from the same machine without a key. */
  openOnLoopback?: boolean;
  /** Exempt from rate limiting (health checks). */
  unlimited?: boolean;
  /** Another status with the same body instead of a `Problem`. */
  alsoStatus?: number;
  /** A `GET` whose response depends only on the database, so it is cached until the next commit. */
  cacheable?: boolean;
  /** The response can exceed 1 MB: such responses are made one at a time. */
  large?: boolean;
  /** Conditional request headers that it supports. */
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
    ? { expected_revision: number | string | null }
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
