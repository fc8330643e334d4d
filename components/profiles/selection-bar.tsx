"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { focusPageHeading } from "@/components/ui/focus";
import { SELECTION_ACTIONS } from "@/components/ui/selection";
import { toast } from "@/components/ui/toast";
import { tasksOf } from "@/lib/assignments/changes";
import { configOptions } from "@/lib/assignments/queries";
import { deleteProfileMutation, restoreProfileMutation } from "@/lib/profiles/trash-mutations";
import { isDefault } from "@/lib/profiles/policy";
import { profileOptions } from "@/lib/profiles/queries";
import type { ListedProfile } from "@/lib/profiles/schema";
import { countWords } from "@/lib/registry/words";

const MoveDialog = lazy(() => import("./move-dialog"));

interface SelectionBarProps {
  /** The selected profiles. */
  profiles: readonly ListedProfile[];
  onClear: () => void;
}

/** What can be done with the selected profiles. */
export default function SelectionBar({ profiles, onClear }: SelectionBarProps) {
  const [isDeleting, setDeleting] = useState(false);
  const remove = useDeleteAll(onClear);
  const download = useDownload();
  const words = countWords(profiles.length, "profile");
  const clear = () => {
    focusPageHeading();
    onClear();
  };
  return (
    <div
      id={SELECTION_ACTIONS}
      role="region"
      aria-label="Selection"
      className="sticky bottom-2 z-20 flex flex-wrap items-center gap-2 rounded-lg border border-line bg-panel px-3 py-2 shadow-lg"
    >
      <p role="status" className="grow font-medium">
        {words} selected
      </p>
      <Button onClick={clear}>Clear selection</Button>
      <Button busy={download.isPending} onClick={() => download.mutate(profiles)}>
        {!download.isPending && <Download aria-hidden />}
        Export
      </Button>
      <MoveButton profiles={profiles} onMoved={clear} />
      {profiles.some(isDefault) ? (
        <span className="text-muted">Defaults cannot be deleted.</span>
      ) : (
        <Button className="text-danger!" busy={remove.isPending} onClick={() => setDeleting(true)}>
          {!remove.isPending && <Trash2 aria-hidden />}
          Delete…
        </Button>
      )}
      <ConfirmDialog
        open={isDeleting}
        onClose={() => setDeleting(false)}
        title={`Delete ${words}?`}
        confirm={`Delete ${words}`}
        onConfirm={() => {
          focusPageHeading();
          remove.mutate(profiles);
        }}
      >
        <Consequences profiles={profiles} />
      </ConfirmDialog>
    </div>
  );
}

interface MoveButtonProps {
  profiles: readonly ListedProfile[];
  onMoved: () => void;
}

/** For the user's own profiles with one model. */
function MoveButton({ profiles, onMoved }: MoveButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [first] = profiles;
  const isOneModel = profiles.every(({ model_name }) => model_name === first?.model_name);
  if (!first || !isOneModel || profiles.some(isDefault)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>Switch model…</Button>
      {isOpen && (
        <Suspense>
          <MoveDialog
            open
            from={first.model_name}
            onClose={() => setOpen(false)}
            onMoved={onMoved}
          />
        </Suspense>
      )}
    </>
  );
}

/** Profiles that a dialog names; it counts the others. */
const MAX_NAMED = 10;

function Consequences({ profiles }: Pick<SelectionBarProps, "profiles">) {
  const { data: config } = useQuery(configOptions());
  const tasks = profiles.flatMap(({ id }) => tasksOf(config, id)).map(({ label }) => label);
  const more = profiles.length - MAX_NAMED;
  return (
    <>
      <ul className="list-disc pl-5 font-medium [overflow-wrap:anywhere]">
        {profiles.slice(0, MAX_NAMED).map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
        {more > 0 && <li>and {countWords(more, "other profile")}</li>}
      </ul>
      {tasks.length > 0 && <p>These tasks return to their default: {tasks.join(", ")}.</p>}
      <p>
        Profiles based on them keep their effective values. Deleted profiles stay in the trash for
        30 days, where you can restore them.
      </p>
    </>
  );
}

/** Deletes profiles one after the other, until one cannot be deleted, and offers to undo that. */
function useDeleteAll(onDone: () => void) {
  const client = useQueryClient();
  const { mutateAsync: remove } = useMutation(deleteProfileMutation(client));
  const { mutateAsync: restore } = useMutation(restoreProfileMutation(client));
  const undo = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      // A base comes back before the profiles that were deleted after it.
      for (const id of ids.toReversed()) await restore(id);
    },
    onError: notifyFailure,
    onSuccess: (_, ids) => {
      toast({ kind: "success", title: `${countWords(ids.length, "profile")} restored` });
    },
  });
  return useMutation({
    mutationFn: async (profiles: readonly ListedProfile[]) => {
      for (const { id } of profiles) await remove(id);
    },
    onError: notifyFailure,
    onSuccess: (_, profiles) => {
      const onClick = () => undo.mutate(profiles.map(({ id }) => id));
      const title = `${countWords(profiles.length, "profile")} deleted`;
      toast({ kind: "success", title, action: { label: "Undo", onClick }, duration: 10_000 });
      onDone();
    },
  });
}

/** Downloads profiles as the API returns them: `{ "data": [profile, …] }`. */
function useDownload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (profiles: readonly ListedProfile[]) =>
      Promise.all(profiles.map(({ id }) => client.query(profileOptions(id)))),
    onError: notifyFailure,
    onSuccess: (data) => {
      const json = JSON.stringify({ data }, null, 2);
      const url = URL.createObjectURL(new Blob([json], { type: "application/json" }));
      const link = Object.assign(document.createElement("a"), { href: url });
      link.download = "profiles.json";
      link.click();
      URL.revokeObjectURL(url);
      toast({ kind: "success", title: `${countWords(data.length, "profile")} exported` });
    },
  });
}
