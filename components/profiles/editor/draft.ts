import { CONTENT_FIELDS, type ProfileContent } from "@/lib/values/content";
import type { Profile } from "@/lib/profiles/schema";

/** What the changes in the form are counted from. */
export interface Ground {
  /** As it was read; null: it is new. */
  profile: Profile | null;
  content: ProfileContent;
}

/** Unsaved changes that are kept in the browser. */
export interface Draft {
  /** When it was last changed. */
  at: string;
  ground: Ground;
  content: ProfileContent;
}

/** Where a draft is kept: apart for each person and profile. */
export function draftKey(userId: string, place: string): string {
  return `model-profiles:draft:${userId}:${place}`;
}

function isContent(value: unknown): value is ProfileContent {
  return (
    typeof value === "object" && value !== null && CONTENT_FIELDS.every((field) => field in value)
  );
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { at, ground, content } = value as Partial<Draft>;
  return typeof at === "string" && isContent(content) && isContent(ground?.content);
}

/** The draft that is kept there; what cannot be understood counts as none. */
export function readDraft(key: string): Draft | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isDraft(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps a draft, or with null none. Answers whether the browser lets us. */
export function keepDraft(key: string, draft: Draft | null): boolean {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
