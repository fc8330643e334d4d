"use client";

import { Unplug } from "lucide-react";
import type { ReactNode } from "react";
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
import { answerTitle, type Question, type Variant } from "./question";
import { RequestReport } from "./report";
import type { Asked } from "./use-runs";
import { VariantForm } from "./variant";

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
  /** What it would ask now. */
  next: Question;
  isAdmin: boolean;
  onVariant: (variant: Variant) => void;
  onRemove: () => void;
  onRetry: () => void;
  onContinue: (input: Input) => void;
  onUse: (values: PathValues) => void;
}

/** What one set of values answers. */
export function Column(props: ColumnProps) {
  const { task, title, model, variant, isCompared, asked } = props;
  if (!isCompared && !asked) return null;
  return (
    <section
      // An answer keeps the name of the profile that gave it.
      aria-label={variant ? title : (asked?.question.title ?? title)}
      className={cn(
        "grid min-w-0 content-start gap-3",
        // The rows of all columns, so that the answers begin at the same height.
        isCompared && "row-span-3 grid-rows-subgrid rounded-lg border border-line p-3",
      )}
    >
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
      {!variant && !asked && <Head title={title}>{[model, ...props.next.values].join(" · ")}</Head>}
      {asked && <Answer {...props} asked={asked} />}
    </section>
  );
}

interface HeadProps {
  title: string;
  className?: string | undefined;
  children: ReactNode;
}

function Head({ title, className, children }: HeadProps) {
  return (
    <div className={cn("min-w-0 [overflow-wrap:anywhere]", className)}>
      <h3 className="font-medium">{title}</h3>
      <p className="text-xs text-muted">{children}</p>
    </div>
  );
}

/** True if the column would now ask another model or send another prompt or other values. */
function differs(asked: Question, next: Question): boolean {
  const partsOf = ({ model, prompt, values }: Question) => [model, prompt, ...values].join("\n");
  return partsOf(asked) !== partsOf(next);
}

/** An answer under the name, model and values that gave it. */
function Answer({ asked, next, ...props }: ColumnProps & { asked: Asked }) {
  const { question, run } = asked;
  const { model, values, input, preview } = question;
  // Beside the forms of the other columns, the edited profile has none.
  const place = props.isCompared && !props.variant ? "row-span-2" : undefined;
  return (
    <>
      <Head title={answerTitle(props.task, question)} className={place}>
        {[model, ...values].join(" · ")}
      </Head>
      <div className="grid min-w-0 content-start gap-3">
        {differs(question, next) && (
          <p className="text-xs text-warning">The settings have changed since this answer.</p>
        )}
        <Outcome run={run} input={input} isAdmin={props.isAdmin} onRetry={props.onRetry} />
        <Actions {...asked} onContinue={props.onContinue} onUse={props.onUse} />
        <RequestReport call={preview} />
      </div>
    </>
  );
}

type ActionsProps = Asked & Pick<ColumnProps, "onContinue" | "onUse">;

/** What can be done with an answer. */
function Actions({ question: { input, changes }, run, onContinue, onUse }: ActionsProps) {
  const isOver = run.state !== "running";
  const answer = isOver && "messages" in input ? run.text : "";
  const isOther = Object.values(changes).some((value) => value !== undefined);
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
      {isOver && isOther && <Button onClick={() => onUse(changes)}>Use these values</Button>}
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
