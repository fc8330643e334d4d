import { ListTree, LockKeyhole, Pencil, RotateCcw, TriangleAlert, UserRound } from "lucide-react";
import { type CSSProperties, useId } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { FieldError } from "@/components/ui/form";
import { SelectBox, type Selection } from "@/components/ui/selection";
import { choose, type Source } from "@/lib/assignments/choose";
import { optionsFor, type TaskProps } from "./lookup";

interface TaskBoxProps extends Pick<TaskProps, "task"> {
  isSelected: boolean;
  isLatest?: boolean;
  onSelect: Selection["select"];
  className: string;
  style?: CSSProperties;
}

/** A task with the box that selects it. */
export function TaskBox({ task, isSelected, isLatest, onSelect, ...rest }: TaskBoxProps) {
  const id = useId();
  return (
    <div {...rest}>
      <SelectBox
        id={id}
        label={`Select ${task.label}`}
        extent={isSelected ? "all" : "none"}
        isLatest={isLatest}
        onSelect={(next) => onSelect([task.key], next)}
      />
      <label htmlFor={id} className="min-w-0 grow">
        <span className="block font-medium">{task.label}</span>
        <span className="block text-xs text-muted">{task.purpose}</span>
      </label>
    </div>
  );
}

type ActiveProfileProps = Pick<
  TaskProps,
  "task" | "choice" | "saved" | "lookup" | "rejection" | "isDeleted"
>;

const SOURCES = {
  user: { words: "Yours", tone: "accent", icon: UserRound },
  system: { words: "Default", tone: "quiet", icon: LockKeyhole },
  fallback: { words: "Fallback", tone: "warning", icon: TriangleAlert },
} as const satisfies Record<Source, unknown>;

/** The active profile and model of a task, why they are active, and any problem. */
export function ActiveProfile({
  task,
  choice,
  saved,
  lookup,
  rejection,
  isDeleted,
}: ActiveProfileProps) {
  const fallback = lookup.profiles.get(task.default_profile_id);
  if (!fallback) return null;
  const own = choice === task.default_profile_id ? undefined : lookup.profiles.get(choice);
  const findModel = (id: string) => lookup.models.get(id);
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
            Preview
            <span className="sr-only">, not saved</span>
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
      {isDeleted && (
        <FieldError>The profile chosen here was deleted. The saved assignment stays.</FieldError>
      )}
      {rejection && (
        <div role="alert" className="[overflow-wrap:anywhere]">
          <FieldError>{rejection}</FieldError>
        </div>
      )}
    </div>
  );
}

type ControlsProps = Pick<
  TaskProps,
  "task" | "choice" | "saved" | "lookup" | "onChoose" | "onShowEffective"
>;

/** Chooses any profile for the task, shows its effective values, resets it to the default. */
export function TaskControls({
  task,
  choice,
  saved,
  lookup,
  onChoose,
  onShowEffective,
}: ControlsProps) {
  const isDefault = choice === task.default_profile_id;
  return (
    <div className="flex min-w-0 gap-1">
      <Combobox
        label={`Profile for ${task.label}`}
        placeholder="Search all profiles"
        className="grow basis-0"
        groups={() => optionsFor(task, saved, lookup)}
        value={choice}
        onChange={(id) => onChoose([[task.key, id]])}
      >
        {lookup.profiles.get(choice)?.name ?? "Deleted profile"}
      </Combobox>
      <Button
        variant="ghost"
        size="icon"
        title="Effective values"
        onClick={() => onShowEffective(task.key)}
      >
        <ListTree aria-hidden />
        <span className="sr-only">Effective values for {task.label}</span>
      </Button>
      <Button
        variant="ghost"
        size="icon"
        title="Reset to default"
        // Not `disabled`, which would drop the focus after a click.
        aria-disabled={isDefault}
        onClick={() => {
          if (!isDefault) onChoose([[task.key, task.default_profile_id]]);
        }}
      >
        <RotateCcw aria-hidden />
        <span className="sr-only">Reset {task.label} to default</span>
      </Button>
    </div>
  );
}
