"use client";

import { useQuery } from "@tanstack/react-query";
import { authorOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";

interface Author {
  /** The user themselves saved it, elsewhere. */
  isMe: boolean;
  /** For a sentence. */
  name: string;
}

/** Who saved the newest revision of a profile, for the user with an id; it is read while `enabled`. */
export function useAuthor(saved: Profile, userId: string, enabled: boolean): Author {
  const { data: author } = useQuery({ ...authorOptions(saved), enabled });
  const isMe = author?.author === userId;
  const name = isMe ? "you, in another tab or program" : (author?.author_name ?? "another user");
  return { isMe, name };
}
