"use client";

import { lazy, Suspense, useState } from "react";
import { TaskContent } from "@/components/profiles/task-panel/task-content";
import type { Secrets } from "@/components/snippets/create-key";
import { type PanelBodyProps, PanelSkeleton } from "@/components/tasks/task-panel";

const Playground = lazy(() =>
  import("@/components/playground/playground").then((m) => ({ default: m.Playground })),
);
const Snippets = lazy(() =>
  import("@/components/snippets/snippets").then((m) => ({ default: m.Snippets })),
);

/** What features put into the panel of a task. */
export default function Panel(props: PanelBodyProps) {
  // Lasts while the panel is open: a secret is shown only once.
  const [secrets, setSecrets] = useState<Secrets>({});
  return (
    <TaskContent
      {...props}
      skeleton={<PanelSkeleton />}
      tryIt={(task, draft) => (
        <Suspense fallback={<PanelSkeleton />}>
          <Playground task={task.key} {...draft} />
        </Suspense>
      )}
      programs={(task, resolved) => (
        <Suspense fallback={<PanelSkeleton />}>
          <Snippets task={task.key} resolved={resolved} secrets={secrets} onSecrets={setSecrets} />
        </Suspense>
      )}
    />
  );
}
