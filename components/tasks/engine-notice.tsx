"use client";

import { Unplug } from "lucide-react";
import { Button } from "@/components/ui/button";
import { focusPageHeading } from "@/components/ui/focus";
import type { TaskOverview } from "@/lib/assignments/overview-schema";
import { lacksEngine } from "@/lib/assignments/task-filters";
import { countWords } from "@/lib/registry/words";

interface EngineNoticeProps {
  rows: readonly TaskOverview[];
  /** Shows these tasks alone, where they can be switched to another model. */
  onShow: () => void;
}

/** Says how many tasks cannot run, because no engine has their model. */
export default function EngineNotice({ rows, onShow }: EngineNoticeProps) {
  const count = rows.filter(lacksEngine).length;
  if (count === 0) return null;
  const verb = count === 1 ? "uses a model" : "use models";
  const show = () => {
    focusPageHeading();
    onShow();
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-panel px-3 py-2">
      <p className="flex min-w-0 grow items-start gap-2">
        <Unplug aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <span>
          {countWords(count, "task")} {verb} that no engine runs.
        </span>
      </p>
      <Button onClick={show}>Show {count === 1 ? "it" : "them"}</Button>
    </div>
  );
}
