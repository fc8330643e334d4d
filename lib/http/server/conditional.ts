import "server-only";
import { createHash } from "node:crypto";
import type { ExpectedRevision } from "@/lib/http/endpoint";

/** A strong validator: a hash of the body. */
export function bodyTag(body: string): string {
  return `"${createHash("sha1").update(body).digest("base64url")}"`;
}

/** The tag of a revision. */
export function revisionTag(revision: number | string): string {
  return `"${revision}"`;
}

/** What proxies add to the tag of a response that they compress: `"3-gzip"`, `"3--gzip"`, `"3;br"`. */
const ENCODING = /(?:--?|;)(?:x-gzip|gzip|br|deflate|zstd)$/;

/**
 * What a tag names: a revision, whatever bytes it was sent as. So a weak tag counts like a strong one,
 * and so does one with the name of an encoding, which is also returned as it is.
 */
function namesIn(opaque: string): string[] {
  return [opaque, opaque.replace(ENCODING, "")];
}

/** True if the client has the current version (weak comparison, RFC 9110 13.1.2). */
export function isNotModified(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  const tags = ifNoneMatch.matchAll(/(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g);
  return [...tags].some(([, opaque = ""]) => namesIn(opaque).map(revisionTag).includes(tag));
}

/**
 * The revisions that a write may change; null for any. What is no tag names none: a header of nothing
 * else is an empty list, which no revision meets.
 */
export function parseIfMatch(header: string | null): ExpectedRevision {
  if (header === null || header.trim() === "*") return null;
  return header.split(",").flatMap((tag) => {
    const [, opaque] = /^(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/.exec(tag.trim()) ?? [];
    return opaque === undefined ? [] : namesIn(opaque);
  });
}
