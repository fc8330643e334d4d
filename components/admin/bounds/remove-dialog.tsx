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

/** Sets a bound again, unless another has been set in its place meanwhile. */
function useSetAgain() {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(setBoundMutation(client));
  return async (bound: Bound) => {
    try {
      const { data } = await client.query({ ...boundsOptions(), staleTime: 0 });
      const label = fieldLabel(bound.path);
      const other = boundAt(data, bound);
      if (other) {
        const title = `${label} has another bound meanwhile`;
        const description = `${boundText(other.path, other)}, set by ${other.set_by_name}.`;
        toast({ kind: "error", title, description, duration: 10_000 });
        return;
      }
      await mutateAsync(inputOf(bound));
      toast({ kind: "success", title: `The bound on ${label} is set again` });
    } catch (error) {
      notifyFailure(error);
    }
  };
}

/** Asks before a bound goes; it can be set again from the notice that follows. */
export default function RemoveDialog({ open, bound, onClose }: RemoveDialogProps) {
  const setAgain = useSetAgain();
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
    const action = { label: "Undo", onClick: () => void setAgain(bound) };
    toast({ kind: "success", title: `The bound on ${label} is removed`, action, duration: 10_000 });
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(wanted) => {
        if (!wanted) onClose();
      }}
      title={`Remove the bound on ${label}?`}
      confirm="Remove the bound"
      takesRow
      onConfirm={() => remove.mutate(bound.id, { onSuccess })}
    >
      <p>
        It is {boundText(bound.path, bound)}, for {reachText(bound.task)}. Without it everybody may
        go beyond, and profiles that were held to it send what they set themselves.
      </p>
    </ConfirmDialog>
  );
}
