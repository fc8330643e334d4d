"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, useHasOpened, useLastValue } from "@/components/ui/dialog";
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
  const [isCreating, setCreating] = useState(false);
  const hasOpened = useHasOpened(isCreating);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  return (
    <Page
      title="API keys"
      lead="For scripts and inference servers. Each key has a name, scopes and an expiry date."
      actions={
        <Button
          variant="primary"
          onPointerEnter={() => void loadNewKey()}
          onFocus={() => void loadNewKey()}
          onClick={() => setCreating(true)}
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
        <KeyList keys={keys.data.data} onRevoke={setRevoking} />
      )}
      {hasOpened && (
        <Suspense>
          <NewKeyDialog open={isCreating} onClose={() => setCreating(false)} isAdmin={isAdmin} />
        </Suspense>
      )}
      <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </Page>
  );
}

function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const shown = useLastValue(apiKey);
  const options = revokeKeyMutation(useQueryClient());
  const revoke = useMutation({
    ...options,
    onError: (...failure) => {
      options.onError?.(...failure);
      notifyFailure(failure[0]);
    },
    onSuccess: () => toast({ kind: "success", title: `Key “${shown?.name}” revoked` }),
  });
  if (!shown) return null;
  return (
    <ConfirmDialog
      open={apiKey !== null}
      onClose={onClose}
      title={`Revoke “${shown.name}”?`}
      confirm={`Revoke “${shown.name}”`}
      takesRow
      onConfirm={() => revoke.mutate(shown.id)}
    >
      <p>
        Scripts that use the key starting with <strong>{shown.prefix}</strong> will be rejected from
        their next request on. This cannot be undone.
      </p>
    </ConfirmDialog>
  );
}
