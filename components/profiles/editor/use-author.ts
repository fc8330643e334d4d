"use client";

import { useQuery } from "@tanstack/react-query";
import { useMe } from "@/components/layout/session";
import { authorOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";

export interface Author {
  /** The user themselves saved it, elsewhere. */
  isMe: boolean;
  /** For a sentence. */
  name: string;
}

/** Who saved the newest revision of a profile; it is read while `enabled`. */
export function useAuthor(saved: Profile, enabled: boolean): Author {
  const me = useMe();
  const { data: author } = useQuery({ ...authorOptions(saved), enabled });
  const isMe = me !== undefined && author?.author === me.id;
  const name = isMe ? "you, in another tab or program" : (author?.author_name ?? "another user");
  return { isMe, name };
}
