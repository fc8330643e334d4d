import { ListTree, LockKeyhole, Pencil, RotateCcw, TriangleAlert, UserRound } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { FieldError } from "@/components/ui/form";
import { choose, type Source } from "@/lib/assignments/choose";
import { optionsFor, type TaskProps } from "./lookup";

type InForceProps = Pick<TaskProps, "task" | "choice" | "saved" | "sight" | "refusal" | "isLost">;

const SOURCES = {
  user: { words: "your choice", tone: "accent", icon: UserRound },
  system: { words: "default", tone: "quiet", icon: LockKeyhole },
  fallback: { words: "fallback", tone: "warning", icon: TriangleAlert },
} as const satisfies Record<Source, unknown>;

/** The profile and model that do the task, why those, and what is wrong with it. */
export function InForce({ task, choice, saved, sight, refusal, isLost }: InForceProps) {
  const fallback = sight.profiles.get(task.default_profile_id);
  if (!fallback) return null;
  const own = choice === task.default_profile_id ? undefined : sight.profiles.get(choice);
  const findModel = (id: string) => sight.models.get(id);
  const { source, profile, warnings } = choose({ task, own, fallback, findModel });
  const { words, tone, icon: Icon } = SOURCES[source];
  return (
    <div className="grid gap-1 text-xs">
      <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
        <Badge tone={tone}>
          <Icon aria-hidden />
          {words}
        </Badge>
        {choice !== saved && (
          <Badge tone="warning">
            <Pencil aria-hidden />
            <span className="sr-only">not saved</span>
          </Badge>
        )}
        <span className="[overflow-wrap:anywhere]">
          <span className={source === "fallback" ? undefined : "sr-only"}>{profile.name}, </span>
          <span className="text-muted">{profile.model_name}</span>
        </span>
      </p>
      {warnings.map(({ message }) => (
        <p key={message} className="[overflow-wrap:anywhere] text-warning">
          {message}
        </p>
      ))}
      {isLost && <FieldError>The profile chosen here was deleted; what is saved stays.</FieldError>}
      {refusal && (
        <div role="alert" className="[overflow-wrap:anywhere]">
          <FieldError>{refusal}</FieldError>
        </div>
      )}
    </div>
  );
}

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
