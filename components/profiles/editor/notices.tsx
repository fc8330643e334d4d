"use client";

import { useQuery } from "@tanstack/react-query";
import { Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { pageHeading, recoverFocus } from "@/components/ui/focus";
import { Time } from "@/components/ui/time";
import { reachText } from "@/lib/profiles/defaults";
import { defaultListOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { useSnapshot } from "./editor-context";
import { changeCount } from "./editor-store";
import { useAuthor } from "./use-author";
import type { EditorState } from "./use-editor-state";

interface NoticeProps {
  tone?: "plain" | "warning";
  children: ReactNode;
  actions?: ReactNode;
}

/** A message above the form. */
export function Notice({ tone = "plain", children, actions }: NoticeProps) {
  const Icon = tone === "warning" ? TriangleAlert : Info;
  const colors = tone === "warning" ? "bg-warning-soft text-warning" : "bg-accent-soft text-ink";
  return (
    <div className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2 ${colors}`}>
      <p className="flex min-w-0 grow basis-72 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
      </p>
      {actions}
    </div>
  );
}

interface DraftNoticeProps {
  /** When the draft was saved; null without a draft. */
  at: string | null;
  onDiscard: () => void;
}

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

interface NewerRevisionNoticeProps {
  state: EditorState;
  /** The newest revision. */
  saved: Profile;
  userId: string;
  /** While saving, the newest revision may be our own. */
  isSaving: boolean;
}

/** Warns that the unsaved changes start from an older revision. */
export function NewerRevisionNotice(props: NewerRevisionNoticeProps) {
  const { state, saved, userId, isSaving } = props;
  const { store, baseline } = state;
  const isChanged = useSnapshot(store, (snapshot) => changeCount(snapshot) > 0);
  const isNewer = saved.revision > (baseline.profile?.revision ?? saved.revision);
  const isShown = isNewer && isChanged && !isSaving;
  const { isMe } = useAuthor(saved, userId, isShown);
  return (
    <div role="status" className="empty:hidden">
      {isShown && (
        <Notice tone="warning">
          {isMe ? "You saved a newer version elsewhere" : "Someone saved a newer version"} (revision{" "}
          {saved.revision}). Review before saving.
        </Notice>
      )}
    </div>
  );
}

/** Says whom changing a default affects. */
export function DefaultNotice({ id }: { id: string }) {
  const { data } = useQuery(defaultListOptions());
  const row = data?.data.find(({ profile }) => profile.id === id);
  return (
    <Notice tone="warning">
      This is a system default: your changes affect everyone who has not chosen another profile for
      its task. {row && reachText(row)}
    </Notice>
  );
}
