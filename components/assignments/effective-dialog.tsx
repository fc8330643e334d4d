"use client";

import { EffectiveValues, ResolveCopy } from "@/components/values/effective-values";
import { Dialog } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import type { Source } from "@/lib/assignments/choose";
import type { Resolved } from "@/lib/assignments/schema";
import { failureText } from "@/lib/http/browser/failure";
import type { Task } from "@/lib/registry/types";
import type { Sight } from "./sight";
import { useEffective } from "./use-effective";

interface EffectiveDialogProps {
  task: Task;
  choice: string;
  saved: string;
  sight: Sight;
  onClose: () => void;
}

/** What is in force for a task, with the choice that is not saved yet taken into account. */
export default function EffectiveDialog(props: EffectiveDialogProps) {
  const { task, choice, saved, sight, onClose } = props;
  const isSaved = choice === saved;
  const { resolved, error, retry } = useEffective(task, choice, isSaved, sight);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      wide
      title={`Effective values of ${task.label}`}
      description={
        isSaved ? "What the resolve call answers." : "With your choice, once it is saved."
      }
    >
      {resolved ? (
        <Contents task={task} resolved={resolved} sight={sight} />
      ) : error ? (
        <FailedState {...failureText(error)} onRetry={retry} />
      ) : (
        <div role="status" className="grid gap-3">
          <span className="sr-only">Loading the values</span>
          <Skeleton className="w-2/3" />
          <Skeleton className="h-24" />
          <Skeleton className="w-1/2" />
          <Skeleton className="w-1/2" />
        </div>
      )}
    </Dialog>
  );
}

const SOURCES: Readonly<Record<Source, string>> = {
  user: "your choice",
  system: "the default",
  fallback: "the default, in the place of your choice",
};

function Contents({ task, resolved, sight }: { task: Task; resolved: Resolved; sight: Sight }) {
  const { profile, model, source } = resolved;
  const baseNames = new Map([...sight.profiles].map(([id, { name }]) => [id, name]));
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <strong className="font-medium">{profile.name}</strong>
        <span className="text-muted">
          {" "}
          · {SOURCES[source]} · {model ? model.id : `${profile.model_name} (not in the catalog)`}
        </span>
      </p>
      <ResolveCopy task={task.key} resolved={resolved} />
      <EffectiveValues {...resolved} baseNames={baseNames} />
    </>
  );
}
