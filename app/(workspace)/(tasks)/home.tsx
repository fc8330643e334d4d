"use client";

import { lazy } from "react";
import type { PanelContent } from "@/components/tasks/task-panel";
import { TasksView } from "@/components/tasks/tasks-view";

const load = () => import("./panel");

/** The panel's code is loaded apart from the list's; in the page of a task, its HTML is there at once. */
const CONTENT: PanelContent = {
  tabs: [
    { value: "", label: "Tune" },
    { value: "try", label: "Try" },
    { value: "use", label: "Use it" },
    { value: "history", label: "History" },
  ],
  Body: lazy(load),
  load,
};

/** The tasks page with everything that features put into a task's panel. */
export function Home({ userId }: { userId: string }) {
  return <TasksView content={CONTENT} userId={userId} />;
}
