import { Activity, Server } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { EngineHealth, EngineView } from "@/lib/engines/schema";
import { type EngineStatus, STATUS_LABELS } from "@/lib/engines/words";
import { ENGINES } from "@/lib/registry/engines";
import { countWords } from "@/lib/registry/words";
import { ReadButton, SourceItem } from "../source-item";

const TONES: Readonly<Record<EngineStatus, "quiet" | "accent" | "warning">> = {
  up: "accent",
  down: "warning",
  open: "warning",
  loading: "quiet",
  unknown: "quiet",
};

/** An engine's health in a word. */
export function StatusBadge({ status }: { status: EngineStatus }) {
  return <Badge tone={TONES[status]}>{STATUS_LABELS[status]}</Badge>;
}

interface EngineItemProps {
  engine: EngineView;
  busy: boolean;
  onRead: () => void;
  onTest: () => void;
  menu: ReactNode;
}

/** An engine in the list. */
export function EngineItem({ engine, busy, onRead, onTest, menu }: EngineItemProps) {
  const { name, kind, address, model_count, enabled, adds_models, has_key, read, health } = engine;
  const isRead = enabled && adds_models;
  const unread = adds_models ? "not read while disabled" : "its models are not added";
  return (
    <SourceItem
      icon={Server}
      name={name}
      called={name}
      badges={
        <>
          <Badge>{ENGINES[kind].label}</Badge>
          {has_key && <Badge>Has a key</Badge>}
          {enabled ? (
            <StatusBadge status={health.status} />
          ) : (
            <Badge tone="warning">Disabled</Badge>
          )}
        </>
      }
      where={address}
      models={model_count}
      read={read}
      unread={busy ? "reading…" : isRead ? "not read yet" : unread}
      more={
        <>
          <p className="text-muted">{useText(engine)}</p>
          {enabled && <Health health={health} />}
        </>
      }
      actions={
        <>
          {enabled && (
            <Button onClick={onTest}>
              <Activity aria-hidden />
              Test<span className="sr-only"> {name}</span>
            </Button>
          )}
          {isRead && <ReadButton of={name} busy={busy} onRead={onRead} />}
          {menu}
        </>
      }
    />
  );
}

/** How the engine is used: `Priority 100 · up to 4 requests at once · serves 2 named models`. */
function useText({ priority, max_parallel, models }: EngineView): string {
  const names = models === "*" ? 0 : Object.keys(models).length;
  const named = names > 0 ? [`serves ${countWords(names, "named model")}`] : [];
  const parallel = `up to ${countWords(max_parallel, "request")} at once`;
  return [`Priority ${priority}`, parallel, ...named].join(" · ");
}

function Health({ health }: { health: EngineHealth }) {
  const { reason, version, checked_at } = health;
  if (checked_at === null) return null;
  return (
    <p className="[overflow-wrap:anywhere] text-muted">
      {version && <>Version {version} · </>}
      checked <Time iso={checked_at} />
      {reason && `: ${reason}`}
    </p>
  );
}
