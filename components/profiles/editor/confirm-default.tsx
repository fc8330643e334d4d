"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";
import { reachText } from "@/lib/profiles/defaults";
import { isDefault } from "@/lib/profiles/policy";
import { defaultListOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { changeCount } from "./editor-store";
import type { EditorState } from "./use-editor-state";

/** Before the first save of a default, asks whether it is meant for everyone. */
export function useConfirmDefault({ store }: EditorState, profile: Profile, onSave: () => void) {
  const [isOpen, setOpen] = useState(false);
  const [isConfirmed, setConfirmed] = useState(false);
  const save = () => {
    const isAsked = isDefault(profile) && !isConfirmed && changeCount(store.flush()) > 0;
    if (isAsked) setOpen(true);
    else onSave();
  };
  const confirm = () => {
    setConfirmed(true);
    onSave();
  };
  return { isOpen, setOpen, save, confirm };
}

type ConfirmDefaultProps = Omit<ReturnType<typeof useConfirmDefault>, "save"> & {
  profile: Profile;
};

/** Says how many people a save of the default reaches. */
export function ConfirmDefault({ profile, isOpen, setOpen, confirm }: ConfirmDefaultProps) {
  const { data } = useQuery({ ...defaultListOptions(), enabled: isOpen });
  const row = data?.data.find((each) => each.profile.id === profile.id);
  return (
    <ConfirmDialog
      open={isOpen}
      onClose={() => setOpen(false)}
      title={`Save “${profile.name}” for everyone?`}
      confirm="Save default"
      harmless
      onConfirm={confirm}
    >
      <p>{row ? reachText(row) : "Everyone who has not chosen another profile uses it."}</p>
      <p>The change applies from their next request. You are not asked again on this page.</p>
    </ConfirmDialog>
  );
}
