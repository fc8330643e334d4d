"use client";

import { useQuery } from "@tanstack/react-query";
import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { recoverFocus, pageHeading } from "@/components/ui/focus";
import { Time } from "@/components/ui/time";
import { changesBetween } from "@/lib/values/changes";
import { defaultListOptions } from "@/lib/profiles/queries";
import { reachText } from "@/lib/profiles/summary";
import type { Profile } from "@/lib/profiles/schema";
import { useLive } from "./editor-context";
import type { Core } from "./use-core";

interface NoticeProps {
  tone?: "plain" | "warning";
  children: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
}

/** Something to know before one goes on. */
export function Notice({ tone = "plain", children, actions }: NoticeProps) {
  const Icon = tone === "warning" ? TriangleAlert : Info;
  const look = tone === "warning" ? "bg-warning-soft text-warning" : "bg-accent-soft text-ink";
  return (
    <div className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2 ${look}`}>
      <p className="flex min-w-0 grow basis-72 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
      </p>
      {actions}
    </div>
  );
}

interface DraftNoticeProps {
  /** When it was kept. */
  at: string | null;
  onDiscard: () => void;
}

/** Tells that changes of an earlier visit are back. */
export function DraftNotice({ at, onDiscard }: DraftNoticeProps) {
  const discard = () => {
    flushSync(onDiscard);
    recoverFocus(pageHeading());
  };
  return (
    <div role="status" className="empty:hidden">
      {at !== null && (
        <Notice actions={<Button onClick={discard}>Discard</Button>}>
          Unsaved changes from <Time iso={at} /> restored
        </Notice>
      )}
    </div>
  );
}

interface NewerNoticeProps {
  core: Pick<Core, "live" | "ground">;
  /** As it is saved now. */
  saved: Profile;
  /** What is saved now may be one's own, in a moment. */
  isSaving: boolean;
}

/** Tells that what is changed here is not a change of what is saved now. */
export function NewerNotice({ core, saved, isSaving }: NewerNoticeProps) {
  const { live, ground } = core;
  const isChanged = useLive(live, (now) => changesBetween(ground.content, now).length > 0);
  const isNewer = saved.revision > (ground.profile?.revision ?? saved.revision);
  return (
    <div role="status" className="empty:hidden">
      {isNewer && isChanged && !isSaving && (
        <Notice tone="warning">
          Revision {saved.revision} was saved meanwhile. Saving shows you both.
        </Notice>
      )}
    </div>
  );
}

/** Whom a change of a default reaches, by the default's id. */
export function ReachNotice({ id }: { id: string }) {
  const { data } = useQuery(defaultListOptions());
  const row = data?.data.find(({ profile }) => profile.id === id);
  return (
    <Notice tone="warning">
      This is a default of the system: what you save reaches everybody who has not chosen another
      profile for its task. {row && reachText(row)}
    </Notice>
  );
}
