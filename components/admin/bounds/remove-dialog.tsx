"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { boundAt, inputOf } from "@/lib/bounds/change";
import { removeBoundMutation, setBoundMutation } from "@/lib/bounds/mutations";
import { boundsOptions } from "@/lib/bounds/queries";
import type { Bound } from "@/lib/values/limits";
import { boundText, fieldLabel, reachText } from "@/lib/bounds/words";

interface RemoveDialogProps {
  open: boolean;
  bound: Bound;
  onClose: () => void;
}

/** Sets a removed limit again, unless someone has set another one since. */
function useUndoRemove() {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(setBoundMutation(client));
  return async (bound: Bound) => {
    try {
      const { data } = await client.query({ ...boundsOptions(), staleTime: 0 });
      const label = fieldLabel(bound.path);
      const other = boundAt(data, bound);
      if (other) {
        const title = `${label} already has another limit`;
        const description = `${boundText(other.path, other)}, set by ${other.set_by_name}.`;
        toast({ kind: "error", title, description, duration: 10_000 });
        return;
      }
      await mutateAsync(inputOf(bound));
      toast({ kind: "success", title: `Limit on ${label} set again` });
    } catch (error) {
      notifyFailure(error);
    }
  };
}

/** Confirms a removal; the message that follows can undo it. */
export default function RemoveDialog({ open, bound, onClose }: RemoveDialogProps) {
  const undo = useUndoRemove();
  const options = removeBoundMutation(useQueryClient());
  const remove = useMutation({
    ...options,
    onError: (...failure) => {
      options.onError?.(...failure);
      notifyFailure(failure[0]);
    },
  });
  const label = fieldLabel(bound.path);
  const onSuccess = () => {
    const action = { label: "Undo", onClick: () => void undo(bound) };
    toast({ kind: "success", title: `Limit on ${label} removed`, action, duration: 10_000 });
  };
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Remove the limit on ${label}?`}
      confirm="Remove limit"
      takesRow
      onConfirm={() => remove.mutate(bound.id, { onSuccess })}
    >
      <p>
        Current limit: {boundText(bound.path, bound)}, for {reachText(bound.task)}. Without it,
        users may exceed it, and capped profiles send the values they set.
      </p>
    </ConfirmDialog>
  );
}
