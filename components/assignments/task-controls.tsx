import { ListTree, RotateCcw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import type { TaskProps } from "./row";
import { optionsFor } from "./sight";

type ControlsProps = Pick<TaskProps, "task" | "choice" | "saved" | "sight" | "onChoose" | "onLook">;

/** Finds any profile for the task, shows what is in force, goes back to the default. */
export function TaskControls({ task, choice, saved, sight, onChoose, onLook }: ControlsProps) {
  const isDefault = choice === task.default_profile_id;
  return (
    <div className="flex min-w-0 gap-1">
      <Combobox
        label={`Profile for ${task.label}`}
        placeholder="Search all profiles"
        className="grow basis-0"
        groups={() => optionsFor(task, saved, sight)}
        value={choice}
        onChange={(id) => onChoose([[task.key, id]])}
      >
        {sight.profiles.get(choice)?.name ?? "A profile that is gone"}
      </Combobox>
      <Button variant="ghost" size="icon" title="Effective values" onClick={() => onLook(task.key)}>
        <ListTree aria-hidden />
        <span className="sr-only">Effective values of {task.label}</span>
      </Button>
      <Button
        variant="ghost"
        size="icon"
        title="Back to the default"
        // It keeps the focus when it has done its work.
        aria-disabled={isDefault}
        onClick={() => {
          if (!isDefault) onChoose([[task.key, task.default_profile_id]]);
        }}
      >
        <RotateCcw aria-hidden />
        <span className="sr-only">{task.label} back to the default</span>
      </Button>
    </div>
  );
}
