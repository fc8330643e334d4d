"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { flushSync } from "react-dom";
import { toast } from "@/components/ui/toast";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import { changesBetween } from "@/lib/values/changes";
import { merged, withChanges } from "@/lib/values/merge";
import { replaceProfileMutation } from "@/lib/profiles/mutations";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import type { Ground } from "./draft";
import { isStale, showRefusal } from "./refusal";
import type { Core } from "./use-core";
import { useSubmit } from "./use-submit";

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

/** What is sent, and what it is made of. */
interface Sent {
  content: ProfileContent;
  /** What stands in the form. */
  mine: ProfileContent;
  /** The revision that it is saved over. */
  over: Profile;
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

/**
 * What stands in the form once that is saved; null: what does. What was changed while it was being
 * saved stays, as a change of what is saved now.
 */
function valuesAfter(saved: ProfileContent, { content, mine }: Sent, now: ProfileContent) {
  const since = changesBetween(mine, now);
  return since.length > 0 && content === mine ? null : withChanges(saved, since);
}

/**
 * Saves the profile over the revision that its changes were made on. `back` takes the changes back,
 * to what is saved.
 */
export function useSave(core: Core, base: Profile, back: (saved: Ground) => void) {
  const { live, settle, groundNow } = core;
  const { conflict, collide, clear } = useConflict(base);
  const { mutateAsync, isPending } = useMutation(replaceProfileMutation(useQueryClient()));

  const onSaved = (saved: Profile, sent: Sent) => {
    clear();
    live.now();
    const ground = { profile: saved, content: contentOf(saved) };
    settle(ground, valuesAfter(ground.content, sent, live.get()));
    toast({ kind: "success", title: `“${saved.name}” is saved` });
  };
  const onRefused = (error: unknown, { content, mine, over }: Sent) => {
    if (isStale(error)) {
      void collide(mine);
      return;
    }
    // A box that is still there would keep the focus.
    flushSync(clear);
    // The faults are those of what was sent.
    if (content !== mine) settle({ profile: over, content: contentOf(over) }, content);
    showRefusal(error, core);
  };
  const send = (sent: Sent) =>
    mutateAsync(
      { id: base.id, revision: sent.over.revision, content: sent.content },
      {
        onSuccess: (saved) => onSaved(saved, sent),
        onError: (error) => onRefused(error, sent),
      },
    ).catch(() => undefined);
  return {
    save: useSubmit(core, (content) =>
      send({ content, mine: content, over: groundNow().profile ?? base }),
    ),
    isSaving: isPending,
    conflict,
    takeTheirs: () => {
      if (!conflict?.theirs) return;
      back({ profile: conflict.theirs, content: contentOf(conflict.theirs) });
      clear();
    },
    keepMine: () => {
      if (!conflict?.theirs) return;
      const { mine, theirs } = conflict;
      void send({ content: merged(conflict.base, theirs, mine), mine, over: theirs });
    },
    goOn: clear,
    lookAgain: () => {
      if (conflict) void collide(conflict.mine);
    },
  };
}
