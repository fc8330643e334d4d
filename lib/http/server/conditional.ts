import "server-only";
import { createHash } from "node:crypto";
import type { ExpectedRevision } from "@/lib/http/endpoint";

/** A strong validator: a hash of the body. */
export function bodyTag(body: string): string {
  return `"${createHash("sha1").update(body).digest("base64url")}"`;
}

/** The tag of a profile's revision. */
export function revisionTag(revision: number): string {
  return `"${revision}"`;
}

/** The opaque tags in a header such as `"3", W/"4"`; `*` is itself; what is no tag is left out. */
function tagsIn(header: string): string[] {
  if (header.trim() === "*") return ["*"];
  return [...header.matchAll(/(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g)].map(
    (match) => match[1] ?? "",
  );
}

/** True if the client has the current version (weak comparison, RFC 9110 13.1.2). */
export function isNotModified(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = tagsIn(ifNoneMatch);
  return tags.includes("*") || tags.includes(tag);
}

/**
 * The revision that a write may change. A weak tag or a tag of another form names no revision (strong
 * comparison, RFC 9110 13.1.1): a header of only such tags is an empty list, which no revision meets.
 */
export function parseIfMatch(header: string | null): ExpectedRevision {
  if (header === null || header.trim() === "*") return null;
  const revisions = header.split(",").flatMap((tag) => {
    const [, digits] = /^"([1-9][0-9]{0,14})"$/.exec(tag.trim()) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  return revisions.length === 1 ? (revisions[0] ?? null) : revisions;
}
