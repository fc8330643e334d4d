"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { Dialog, useLastValue } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { failureText } from "@/lib/http/browser/failure";
import { revokeUserKeyMutation, userKeysOptions } from "@/lib/keys/queries";
import type { ApiKey } from "@/lib/keys/schema";
import type { User } from "@/lib/users/schema";

interface KeysDialogProps {
  /** The user whose keys to show; null closes the dialog. */
  user: User | null;
  onClose: () => void;
}

/** Shows a user's API keys to an admin, who can revoke them. */
export default function KeysDialog({ user, onClose }: KeysDialogProps) {
  const shown = useLastValue(user);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const close = () => {
    onClose();
    setRevoking(null);
  };
  if (!shown) return null;
  return (
    <Dialog
      open={user !== null}
      onClose={close}
      title={revoking ? `Revoke “${revoking.name}”?` : `API keys of “${shown.name}”`}
      description={
        revoking
          ? "Scripts that use this key are rejected from their next request on. This cannot be undone."
          : "Only a hash of each key is stored, so nobody can see the key itself."
      }
    >
      {revoking ? (
        <Revoke user={shown} apiKey={revoking} onDone={() => setRevoking(null)} />
      ) : (
        <Keys user={shown} onRevoke={setRevoking} onClose={close} />
      )}
    </Dialog>
  );
}

interface KeysProps {
  user: User;
  onRevoke: (key: ApiKey) => void;
  onClose: () => void;
}

function Keys({ user, onRevoke, onClose }: KeysProps) {
  const keys = useQuery(userKeysOptions(user.id));
  return (
    <>
      {keys.isPending && <Skeleton className="h-16" />}
      {keys.isError && !keys.data && (
        <FailedState {...failureText(keys.error)} onRetry={() => void keys.refetch()} />
      )}
      {keys.data?.data.length === 0 && <p className="text-muted">This user has no API keys.</p>}
      {keys.data && keys.data.data.length > 0 && (
        <ul aria-label="API keys" className="divide-y divide-line rounded-lg border border-line">
          {keys.data.data.map((key) => (
            <KeyItem key={key.id} apiKey={key} onRevoke={onRevoke} />
          ))}
        </ul>
      )}
      <DialogFooter>
        <Button onClick={onClose}>Close</Button>
      </DialogFooter>
    </>
  );
}

function KeyItem({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: KeysProps["onRevoke"] }) {
  const { name, prefix, scopes, created_at, expires_at, last_used_at } = apiKey;
  return (
    <li className="flex items-start justify-between gap-2 p-3">
      <div className="grid min-w-0 gap-1">
        <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
        <span>
          <span className="font-mono text-xs">{prefix}…</span> · {scopes.join(", ")}
        </span>
        <span className="text-xs text-muted">
          Created <Time iso={created_at} /> ·{" "}
          {expires_at === null ? (
            "never expires"
          ) : (
            <>
              expires <Time iso={expires_at} />
            </>
          )}{" "}
          ·{" "}
          {last_used_at === null ? (
            "never used"
          ) : (
            <>
              last used <Time iso={last_used_at} />
            </>
          )}
        </span>
      </div>
      <Button
        variant="ghost"
        className="-mt-1.5 -mr-1.5 text-danger!"
        onClick={() => onRevoke(apiKey)}
      >
        Revoke<span className="sr-only"> {name}</span>
      </Button>
    </li>
  );
}

interface RevokeProps {
  user: User;
  apiKey: ApiKey;
  onDone: () => void;
}

/** Asks before a key is revoked, in place of the list. */
function Revoke({ user, apiKey, onDone }: RevokeProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => cancel.current?.focus(), []);
  const revoke = useMutation({
    ...revokeUserKeyMutation(useQueryClient(), user.id),
    onError: notifyFailure,
    onSuccess: () => {
      toast({ kind: "success", title: `Key “${apiKey.name}” revoked` });
      onDone();
    },
  });
  return (
    <DialogFooter>
      <Button ref={cancel} disabled={revoke.isPending} onClick={onDone}>
        Cancel
      </Button>
      <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate(apiKey.id)}>
        Revoke key
      </Button>
    </DialogFooter>
  );
}
