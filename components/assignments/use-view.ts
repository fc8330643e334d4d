"use client";

import { useEffect, useEffectEvent } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useStoredChoice } from "@/components/ui/use-stored";
import { type ChangeUrlState, useUrlState } from "@/components/ui/use-url-state";
import { oneOf, wordsIn } from "@/lib/urls";

const VIEWS = ["list", "matrix", "history"] as const;
type View = (typeof VIEWS)[number];
/** The views that the page opens with again. */
const REMEMBERED = ["list", "matrix"] as const;

/** What the page's URL holds. */
export interface AssignmentsState {
  view: View;
  /** Searches the tasks of the list. */
  task: string;
  /** Searches the columns of the matrix. */
  q: string;
  /** The task whose effective values are open. */
  effective: string;
}

const DEFAULTS: AssignmentsState = { view: "list", task: "", q: "", effective: "" };

function stateIn(search: URLSearchParams): AssignmentsState {
  return {
    view: oneOf(VIEWS, search.get("view"), DEFAULTS.view),
    task: wordsIn(search, "task"),
    q: wordsIn(search),
    effective: search.get("effective") ?? "",
  };
}

interface PageView {
  state: AssignmentsState;
  change: ChangeUrlState<AssignmentsState>;
  show: (view: View) => void;
}

/** What the page shows, kept in its URL. A URL without a view opens the one that was used last. */
export function useView(): PageView {
  const [state, change] = useUrlState(stateIn, DEFAULTS);
  const [remembered, remember] = useStoredChoice("assignments.view", REMEMBERED);
  const isHydrated = useHydrated();
  const openRemembered = useEffectEvent(() => {
    const isGiven = new URLSearchParams(window.location.search).has("view");
    if (!isGiven) change({ view: remembered });
  });
  useEffect(() => {
    if (isHydrated) openRemembered();
  }, [isHydrated]);
  const show = (view: View) => {
    if (view !== "history") remember(view);
    change({ view }, "push");
  };
  return { state, change, show };
}
