import "server-only";
import { createHash } from "node:crypto";
import { AppError } from "@/lib/errors";

/** A strong validator made of the body. */
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

/** Whether the caller has the answer already (weak comparison, RFC 9110 13.1.2). */
export function isNotModified(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) return false;
  const tags = tagsIn(ifNoneMatch);
  return tags.includes("*") || tags.includes(tag);
}

/**
 * Whether a write may go on: there is no `If-Match`, or it names the current revision. A header
 * that cannot be understood names no revision (strong comparison, RFC 9110 13.1.1).
 */
export function checkIfMatch(ifMatch: string | null, revision: number): void {
  if (ifMatch === null) return;
  const strong = ifMatch.split(",").map((tag) => tag.trim());
  if (ifMatch.trim() === "*" || strong.includes(revisionTag(revision))) return;
  const detail = `The profile is at revision ${revision}, which If-Match does not name; nothing was changed.`;
  throw new AppError("revision_mismatch", detail, { extra: { current_revision: revision } });
}
