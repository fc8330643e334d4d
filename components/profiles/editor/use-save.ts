"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { contentOf, type ProfileContent } from "@/lib/profiles/content";
import { changesBetween } from "@/lib/profiles/diff";
import { replaceProfileMutation } from "@/lib/profiles/mutations";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { isStale, showRefusal } from "./refusal";
import type { Core } from "./use-core";
import { submitOf } from "./submit";

/** Somebody saved a newer revision than the one that these changes were made on. */
export interface Conflict {
  /** What the changes started from. */
  base: Profile;
  mine: ProfileContent;
  /** The newer revision; null while it comes. */
  theirs: Profile | null;
  /** Why it cannot be had. */
  error?: unknown;
}

/** The newer revision that stands in the way of a save, if one does. */
function useConflict(base: Profile) {
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const collide = async (mine: ProfileContent) => {
    const found = { base, mine, theirs: null };
    setConflict(found);
    try {
      const theirs = await client.query({ ...profileOptions(base.id), staleTime: 0 });
      setConflict({ ...found, theirs });
    } catch (error) {
      setConflict({ ...found, error });
    }
  };
  return { conflict, collide, clear: () => setConflict(null) };
}

/** Saves the profile over the revision that its changes were made on. */
export function useSave(core: Core, base: Profile) {
  const { live, settle } = core;
  const { conflict, collide, clear } = useConflict(base);
  const { mutate, isPending } = useMutation(replaceProfileMutation(useQueryClient()));

  const onSaved = (saved: Profile, sent: ProfileContent) => {
    clear();
    live.now();
    // What was changed while it was being saved stays, as a change of what is saved now.
    const isAsSent = changesBetween(sent, live.get()).length === 0;
    const ground = { profile: saved, content: contentOf(saved) };
    settle(ground, isAsSent ? ground.content : null);
    toast({ kind: "success", title: `“${saved.name}” is saved` });
  };
  const onRefused = (error: unknown, sent: ProfileContent) => {
    if (isStale(error)) {
      void collide(sent);
      return;
    }
    clear();
    showRefusal(error, core);
  };
  const send = (content: ProfileContent, revision: number) =>
    mutate(
      { id: base.id, revision, content },
      {
        onSuccess: (saved) => onSaved(saved, content),
        onError: (error) => onRefused(error, content),
      },
    );
  return {
    save: submitOf(core, (content) => send(content, base.revision)),
    isSaving: isPending,
    conflict,
    takeTheirs: () => {
      if (!conflict?.theirs) return;
      settle({ profile: conflict.theirs, content: contentOf(conflict.theirs) });
      clear();
    },
    keepMine: () => {
      if (conflict?.theirs) send(conflict.mine, conflict.theirs.revision);
    },
    goOn: clear,
    lookAgain: () => {
      if (conflict) void collide(conflict.mine);
    },
  };
}
