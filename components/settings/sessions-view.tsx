"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { useSignOut } from "@/components/layout/session";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { toast } from "@/components/ui/toast";
import { failureText } from "@/lib/http/browser/failure";
import { revokeSessionMutation, sessionsOptions } from "@/lib/sessions/queries";
import type { Session } from "@/lib/sessions/schema";
import { SessionList } from "./session-list";
import { SignOutEverywhere } from "./sign-out-everywhere";

/** The page `/settings/sessions`. */
export function SessionsView() {
  const sessions = useQuery(sessionsOptions());
  const [ending, setEnding] = useState<Session | null>(null);
  const signOut = useSignOut();
  const end = (session: Session) => (session.current ? signOut() : setEnding(session));
  return (
    <Page
      title="Sessions"
      lead="Where you are signed in. If you do not recognize a session, sign it out and change your password. API keys keep working: revoke keys separately."
      actions={<SignOutEverywhere />}
    >
      {sessions.isPending && <Skeleton className="h-24" />}
      {sessions.isError && !sessions.data && (
        <FailedState {...failureText(sessions.error)} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data && <SessionList sessions={sessions.data.data} onEnd={end} />}
      <EndDialog session={ending} onClose={() => setEnding(null)} />
    </Page>
  );
}

function EndDialog({ session, onClose }: { session: Session | null; onClose: () => void }) {
  const shown = useLastValue(session);
  const end = useMutation({
    ...revokeSessionMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: () => toast({ kind: "success", title: `${shown?.browser} signed out` }),
  });
  if (!shown) return null;
  return (
    <ConfirmDialog
      open={session !== null}
      onClose={onClose}
      title={`Sign out ${shown.browser}?`}
      confirm="Sign out"
      takesRow
      onConfirm={() => end.mutate(shown.id)}
    >
      <p>
        This browser is signed out at its next request. A profile edited there stays as a draft in
        that browser; other unsaved changes are lost.
      </p>
    </ConfirmDialog>
  );
}
