"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, useHasOpened } from "@/components/ui/dialog";
import { FailedState, EmptyState } from "@/components/ui/states";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { failureText } from "@/lib/http/browser/failure";
import { keysOptions, revokeKeyMutation } from "@/lib/keys/queries";
import type { ApiKey } from "@/lib/keys/schema";
import { KeyList } from "./key-list";

const loadNewKey = () => import("./new-key-dialog");
const NewKeyDialog = lazy(loadNewKey);

export function KeysView({ isAdmin }: { isAdmin: boolean }) {
  const keys = useQuery(keysOptions());
  const [making, setMaking] = useState(false);
  const wanted = useHasOpened(making);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  return (
    <Page
      title="API keys"
      lead="For scripts and inference servers: each with a name, scopes and an end of its own."
      actions={
        <Button
          variant="primary"
          onPointerEnter={() => void loadNewKey()}
          onFocus={() => void loadNewKey()}
          onClick={() => setMaking(true)}
        >
          <Plus aria-hidden />
          New key
        </Button>
      }
    >
      {keys.isPending && <Skeleton className="h-24" />}
      {keys.isError && !keys.data && (
        <FailedState {...failureText(keys.error)} onRetry={() => void keys.refetch()} />
      )}
      {keys.data?.data.length === 0 && (
        <EmptyState icon={KeyRound} title="No API keys yet">
          A key lets a script read your profiles or resolve a task without your password.
        </EmptyState>
      )}
      {keys.data && keys.data.data.length > 0 && (
        <KeyList keys={keys.data.data} onRevoke={setLeaving} />
      )}
      {wanted && (
        <Suspense>
          <NewKeyDialog open={making} onOpenChange={setMaking} isAdmin={isAdmin} />
        </Suspense>
      )}
      <RevokeDialog apiKey={leaving} onClose={() => setLeaving(null)} />
    </Page>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const [shown, setShown] = useState(apiKey);
  if (apiKey !== null && apiKey !== shown) setShown(apiKey);
  const options = revokeKeyMutation(useQueryClient());
  const revoke = useMutation({
    ...options,
    onError: (...failure) => {
      options.onError?.(...failure);
      notifyFailure(failure[0]);
    },
    onSuccess: () => toast({ kind: "success", title: `The key “${shown?.name}” is revoked` }),
  });
  if (!shown) return null;
  return (
    <ConfirmDialog
      open={apiKey !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Revoke “${shown.name}”?`}
      confirm={`Revoke “${shown.name}”`}
      takesRow
      onConfirm={() => revoke.mutate(shown.id)}
    >
      <p>
        Whatever uses the key that starts with <strong>{shown.prefix}</strong> is refused from its
        next request on. This cannot be undone.
      </p>
    </ConfirmDialog>
  );
}
