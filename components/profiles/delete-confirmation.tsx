"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { ConfirmDialog, useLastValue } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { configOptions } from "@/lib/assignments/queries";
import { tasksOf } from "@/lib/assignments/changes";
import { deleteProfileMutation, restoreProfileMutation } from "@/lib/profiles/trash-mutations";
import { basedOnOptions } from "@/lib/profiles/queries";
import type { ListedProfile } from "@/lib/profiles/schema";
import type { DeleteDialogProps } from "./delete-dialog";

/** Confirms a deletion and lists the tasks and profiles it affects. */
export default function DeleteConfirmation({ profile, onClose, onDeleted }: DeleteDialogProps) {
  const shown = useLastValue(profile);
  const client = useQueryClient();
  const options = deleteProfileMutation(client);
  const restore = useMutation({
    ...restoreProfileMutation(client),
    onError: notifyFailure,
    onSuccess: ({ profile: restored }) => {
      toast({ kind: "success", title: `“${restored.name}” restored` });
    },
  });
  const remove = useMutation({
    ...options,
    onError: (...failure) => {
      options.onError?.(...failure);
      notifyFailure(failure[0]);
    },
    onSuccess: (deleted) => {
      const onClick = () => restore.mutate(deleted.id);
      const title = `“${shown?.name}” deleted`;
      toast({ kind: "success", title, action: { label: "Undo", onClick }, duration: 10_000 });
      onDeleted?.();
    },
  });
  if (!shown) return null;
  return (
    <ConfirmDialog
      open={profile !== null}
      onClose={onClose}
      title={`Delete “${shown.name}”?`}
      confirm={`Delete “${shown.name}”`}
      takesRow
      onConfirm={() => remove.mutate(shown.id)}
    >
      <Consequences profile={shown} />
      <p>It stays in the trash for 30 days, where you can restore it.</p>
    </ConfirmDialog>
  );
}

function Consequences({ profile }: { profile: ListedProfile }) {
  const config = useQuery(configOptions());
  const basedOn = useQuery(basedOnOptions(profile.id));
  if (config.isPending || basedOn.isPending) return <Skeleton className="w-64" />;
  if (config.isError || basedOn.isError) {
    return <p>Could not load what uses it. Tasks that use it return to their default.</p>;
  }
  const tasks = tasksOf(config.data, profile.id).map((task) => task.label);
  const profiles = basedOn.data.data.map((child) => child.name);
  if (tasks.length + profiles.length === 0) {
    return <p>No task uses it and no other profile is based on it.</p>;
  }
  return (
    <>
      <Named items={tasks} one="This task returns" many="These tasks return">
        to the default
      </Named>
      <Named items={profiles} one="This profile is" many="These profiles are">
        based on it and will keep their effective values
      </Named>
    </>
  );
}

interface NamedProps {
  items: readonly string[];
  one: string;
  many: string;
  children: string;
}

function Named({ items, one, many, children }: NamedProps) {
  if (items.length === 0) return null;
  return (
    <div>
      <p>
        {items.length === 1 ? one : many} {children}:
      </p>
      <ul className="mt-1 list-disc pl-5 font-medium [overflow-wrap:anywhere]">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
