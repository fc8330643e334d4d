"use client";

import { Button } from "@/components/ui/button";
import { ConflictDialog, type ConflictDialogProps } from "@/components/profiles/editor/conflict";
import { ChangeList } from "@/components/values/change-list";
import { HistorySkeleton } from "@/components/profiles/history/history-skeleton";
import { ProblemError } from "@/lib/http/browser/failure";
import { changesBetween } from "@/lib/values/changes";
import type { Profile } from "@/lib/profiles/schema";
import { Gallery, Kept, type Shown } from "./gallery";

const nothing = () => undefined;

const BASE: Profile = {
  id: "00000000-0000-0000-0000-000000000000",
  user_id: "somebody",
  name: "Careful coder",
  description: "For reviews",
  type: 18,
  task: "engineering",
  model_name: "qwen3-coder-30b-a3b",
  model_version: null,
  base_profile_id: null,
  parameters: { temperature: 0.2, num_ctx: 65_536, stop: ["\n\nUser:"] },
  system_prompt: "You are a careful software engineer.\n\nSay what you changed and why.",
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
  revision: 3,
  read_only: false,
  model_available: true,
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
};

const THEIRS: Profile = {
  ...BASE,
  parameters: { temperature: 0, num_ctx: 65_536, stop: [], top_k: 20 },
  system_prompt: "You are a bold software engineer.\n\nSay what you changed and why.",
  revision: 4,
  updated_at: "2026-01-31T12:00:00.000Z",
};

const MINE: Profile = {
  ...BASE,
  name: "Bold coder",
  parameters: { num_ctx: 65_536, stop: ["\n\nUser:"], top_k: 20 },
  system_prompt: "You are a careful software engineer.\n\nSay what you changed, in one sentence.",
};

const unreadable = new ProblemError({
  type: "/docs/api#database_unavailable",
  title: "Database unavailable",
  status: 503,
  detail: "Try again shortly.",
  code: "database_unavailable",
});

function conflict(state: Partial<ConflictDialogProps>) {
  return (
    <Kept initial={false}>
      {(open, setOpen) => (
        <>
          <Button onClick={() => setOpen(true)}>Save over it…</Button>
          <ConflictDialog
            open={open}
            userId="somebody"
            base={BASE}
            theirs={THEIRS}
            mine={MINE}
            isSaving={false}
            onTakeTheirs={() => setOpen(false)}
            onKeepMine={() => setOpen(false)}
            onKeepEditing={() => setOpen(false)}
            {...state}
          />
        </>
      )}
    </Kept>
  );
}

const SHOWN: Shown = {
  "Conflict dialog": {
    "both sides": conflict({}),
    loading: conflict({ theirs: null }),
    failed: conflict({ theirs: null, failure: { error: unreadable, onRetry: nothing } }),
    saving: conflict({ isSaving: true }),
    "nothing differs": conflict({ theirs: { ...BASE, revision: 4 }, mine: BASE }),
  },
  Changes: { list: <ChangeList changes={changesBetween(BASE, MINE)} /> },
  History: { loading: <HistorySkeleton /> },
};

/** Components that show profiles. */
export function Features() {
  return <Gallery shown={SHOWN} />;
}
