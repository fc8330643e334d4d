"use client";

import { Unplug } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/states";
import { FIND_ENGINES } from "@/lib/urls";
import type { PathValues } from "@/lib/playground/requests";
import type { Input } from "@/lib/playground/schema";
import type { Task } from "@/lib/registry/types";
import type { Effective } from "@/lib/values/inherit";
import { Outcome } from "./outcome";
import { RequestReport } from "./report";
import type { Asked } from "./use-runs";
import { type Variant, VariantForm } from "./variant";

interface ColumnProps {
  task: Task;
  /** Of the edited profile, or `Comparison 2`. */
  title: string;
  /** The model before the column's own choice. */
  model: string;
  /** What the edited profile sends. */
  effective: Effective;
  /** Undefined for the edited profile. */
  variant: Variant | undefined;
  /** There are several columns. */
  isCompared: boolean;
  asked: Asked | undefined;
  input: Input;
  isAdmin: boolean;
  onVariant: (variant: Variant) => void;
  onRemove: () => void;
  onRetry: () => void;
  onContinue: (input: Input) => void;
  onUse: (values: PathValues) => void;
}

/** What one set of values answers. */
export function Column(props: ColumnProps) {
  const { task, title, model, variant, isCompared, asked, input, isAdmin } = props;
  if (!isCompared && !asked) return null;
  return (
    <section
      aria-label={title}
      className={cn(
        "grid min-w-0 content-start gap-3",
        isCompared && "rounded-lg border border-line p-3",
      )}
    >
      {isCompared && !variant && <ColumnHead title={title} model={model} />}
      {variant && (
        <VariantForm
          variant={variant}
          task={task}
          model={model}
          effective={props.effective}
          onChange={props.onVariant}
          onRemove={props.onRemove}
        />
      )}
      {asked && (
        <>
          <Outcome run={asked.run} input={input} isAdmin={isAdmin} onRetry={props.onRetry} />
          <Actions {...props} asked={asked} />
          <RequestReport call={asked.call} />
        </>
      )}
    </section>
  );
}

function ColumnHead({ title, model }: { title: string; model: string }) {
  return (
    <div className="min-w-0">
      <h3 className="truncate font-medium">{title}</h3>
      <p className="truncate text-xs text-muted">{model}</p>
    </div>
  );
}

/** What can be done with an answer. */
function Actions({ variant, asked, input, onContinue, onUse }: ColumnProps & { asked: Asked }) {
  const { run } = asked;
  const isOver = run.state !== "running";
  const answer = isOver && "messages" in input ? run.text : "";
  const values = variant?.profile === null ? variant.values : {};
  const isOther = Object.values(values).some((value) => value !== undefined);
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {answer !== "" && "messages" in input && (
        <Button
          onClick={() =>
            onContinue({
              messages: [
                ...input.messages,
                { role: "assistant", content: answer },
                { role: "user", content: "" },
              ],
            })
          }
        >
          Continue
        </Button>
      )}
      {isOver && isOther && <Button onClick={() => onUse(values)}>Use these values</Button>}
    </div>
  );
}

interface NoEngineProps {
  model: string;
  isAdmin: boolean;
  /** Opens the form, in which another model can be chosen. */
  onTune: () => void;
}

/** Takes the place of the playground while no engine runs the model. */
export function NoEngine({ model, isAdmin, onTune }: NoEngineProps) {
  return (
    <EmptyState
      icon={Unplug}
      title={`No engine runs ${model}`}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button onClick={onTune}>Choose another model</Button>
          {isAdmin && (
            <ButtonLink variant="primary" href={FIND_ENGINES}>
              Find engines
            </ButtonLink>
          )}
        </div>
      }
    >
      {isAdmin
        ? "Choose another model, or add an engine that has it."
        : "Choose another model, or ask your admin to add an engine that has it."}
    </EmptyState>
  );
}
