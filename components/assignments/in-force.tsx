import { LockKeyhole, Pencil, TriangleAlert, UserRound } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { FieldError } from "@/components/ui/form";
import { choose, type Source } from "@/lib/assignments/choose";
import type { TaskProps } from "./row";

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
