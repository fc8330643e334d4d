"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { useUndo } from "@/components/ui/change-bar";
import { toast } from "@/components/ui/toast";
import { changesOf, type Choices, previousOf } from "@/lib/assignments/changes";
import { saveChoicesMutation, type Saving } from "@/lib/assignments/mutations";
import type { Config } from "@/lib/assignments/schema";
import { ProblemError } from "@/lib/http/browser/failure";
import { faultText } from "@/lib/http/browser/form-problem";
import { TASKS } from "@/lib/registry/tasks";
import { countWords } from "@/lib/registry/words";
import { TASKS_KEY } from "@/lib/tasks/queries";

/** Task key → why the server rejected the choice; empty if something else failed. */
function rejectionsIn(error: unknown): ReadonlyMap<string, string> {
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return new Map(
    TASKS.flatMap((task): [string, string][] => {
      const fault = faults.find(({ path }) => path === `model_profiles.${task.config_field}`);
      return fault ? [[task.key, faultText(fault.message, fault.path)]] : [];
    }),
  );
}

const NONE: ReadonlyMap<string, string> = new Map();
/** Milliseconds in which a save can be undone. */
const UNDO_TIME = 15_000;

export type Choose = (choices: Iterable<readonly [task: string, profileId: string]>) => void;

function without<V>(map: ReadonlyMap<string, V>, keys: Iterable<string>): ReadonlyMap<string, V> {
  const rest = new Map(map);
  for (const key of keys) rest.delete(key);
  return rest.size === map.size ? map : rest;
}

/** Saves choices, shows them as saved at once, and offers to undo the save. */
function useSave(onSaved: (saving: Saving) => void, onRefused: (error: unknown) => void) {
  const client = useQueryClient();
  const options = saveChoicesMutation(client);
  const { mutate, isPending } = useMutation({
    ...options,
    onSettled: (...settled) => {
      // A save leads to a new entry.
      void client.invalidateQueries({ queryKey: TASKS_KEY });
      return options.onSettled?.(...settled);
    },
    onError: (...failure) => {
      options.onError?.(...failure);
      onRefused(failure[0]);
    },
    onSuccess: (...success) => {
      options.onSuccess?.(...success);
      const { choices, previous } = success[1];
      onSaved(success[1]);
      const undo = previous && {
        label: "Undo",
        onClick: () => mutate({ choices: previous, previous: null }),
      };
      toast({
        kind: "success",
        title: `${countWords(choices.size, "assignment")} ${undo ? "saved" : "restored"}`,
        action: undo ?? undefined,
        duration: undo ? UNDO_TIME : undefined,
      });
    },
  });
  return { save: mutate, isSaving: isPending };
}

/**
 * The user's choices until all of them are saved at once. If saved assignments change meanwhile (in
 * another tab or device), the choices stay, and those equal to the saved ones no longer count.
 */
export function useChoices(config: Config, exists: (profileId: string) => boolean) {
  const [chosen, setChosen] = useState<Choices>(NONE);
  const [rejections, setRefusals] = useState(NONE);
  const [previous, setPrevious] = useState<Choices | null>(null);
  const changes = useMemo(() => changesOf(config, chosen, exists), [config, chosen, exists]);
  const lost = useMemo(
    () => new Set([...chosen].filter(([, id]) => !exists(id)).map(([task]) => task)),
    [chosen, exists],
  );

  const choose: Choose = useCallback((choices) => {
    const made = [...choices];
    const tasks = made.map(([task]) => task);
    setChosen((before) => new Map([...before, ...made]));
    setRefusals((before) => without(before, tasks));
    setPrevious(null);
  }, []);
  const offerUndo = useUndo();
  const discard = () => {
    setChosen(NONE);
    setRefusals(NONE);
    // Choices made since then stay.
    offerUndo("Changes discarded", () => setChosen((now) => new Map([...chosen, ...now])));
  };

  const { save, isSaving } = useSave(
    ({ choices: saved, previous: before }) => {
      // Choices made during the save stay.
      setChosen((now) => new Map([...now].filter(([task, id]) => saved.get(task) !== id)));
      setRefusals(NONE);
      setPrevious(before);
    },
    (error) => {
      const refused = rejectionsIn(error);
      setRefusals(refused);
      if (refused.size === 0) notifyFailure(error);
    },
  );
  return {
    changes,
    rejections,
    /** Tasks whose chosen profile was deleted since. */
    lost,
    choose,
    discard,
    save: () => {
      if (changes.size > 0 && !isSaving) {
        save({ choices: changes, previous: previousOf(config, changes) });
      }
    },
    /** Undoes the last save; undefined if there is none, or something was chosen since. */
    undo: previous ? () => save({ choices: previous, previous: null }) : undefined,
    isSaving,
  };
}
