"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { flushSync } from "react-dom";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { contentOf } from "@/lib/values/content";
import { changesBetween } from "@/lib/values/changes";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { ProfileActions } from "../profile-actions";
import { ProfileTabs } from "../profile-tabs";
import { Standing } from "../standing";
import { isDefault } from "../system";
import { Conflict } from "./conflict";
import { draftKey } from "./draft";
import { EditorBar } from "./editor-bar";
import { EditorBody } from "./editor-body";
import { DraftNotice, NewerNotice, ReachNotice } from "./notices";
import { SaveAsDialog } from "./save-as-dialog";
import { type Core, useCore } from "./use-core";
import { type Start, useStart } from "./use-draft";
import { useDiscard } from "./use-discard";
import { useSave } from "./use-save";

export interface EditorProps {
  /** As the server read it; the query that keeps it up to date starts with the same. */
  initial: Profile;
  userId: string;
}

/** Takes over what was saved elsewhere, unless something is changed here. */
function useFollow({ ground, live, settle }: Core, profile: Profile): void {
  const follow = useEffectEvent(() => {
    const isOther =
      profile.revision !== ground.profile?.revision ||
      profile.model_available !== ground.profile.model_available;
    live.now();
    const isChanged = changesBetween(ground.content, live.get()).length > 0;
    if (isOther && !isChanged) settle({ profile, content: contentOf(profile) });
  });
  useEffect(() => follow(), [profile]);
}

/** The editor of a profile, with what was changed on an earlier visit. */
export default function EditorFromDraft({ initial, userId }: EditorProps) {
  const key = draftKey(userId, initial.id);
  const start = useStart(key, { profile: initial, content: contentOf(initial) });
  // What a draft brings back is a form of its own.
  return <Editor key={start.restoredAt} start={start} initial={initial} draft={key} />;
}

interface FormProps {
  start: Start;
  initial: Profile;
  /** Where its draft is kept. */
  draft: string;
}

function Editor({ start, initial, draft }: FormProps) {
  const [isDeleted, setDeleted] = useState(false);
  const { data: profile = initial } = useQuery({
    ...profileOptions(initial.id),
    enabled: !isDeleted,
  });
  const core = useCore(start, draft);
  const back = useDiscard(core);
  const saving = useSave(core, core.ground.profile ?? initial, back);
  useFollow(core, profile);
  const discard = () => back({ profile, content: contentOf(profile) });
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current={profile.name} />
      <Page
        title={profile.name}
        lead={<Standing profile={profile} />}
        actions={
          <ProfileActions
            profile={profile}
            onDeleted={() => {
              core.drop();
              // Before all queries are asked anew: this one has no answer any more.
              flushSync(() => setDeleted(true));
            }}
          />
        }
      >
        <ProfileTabs profile={profile} label="Edit">
          <EditorBody
            core={core}
            notices={
              <>
                {isDefault(profile) && <ReachNotice id={profile.id} />}
                <DraftNotice at={core.restoredAt} onDiscard={discard} />
                <NewerNotice core={core} saved={profile} isSaving={saving.isSaving} />
              </>
            }
          >
            <EditorBar core={core} {...saving} onSave={saving.save} onDiscard={discard}>
              <SaveAs core={core} />
            </EditorBar>
          </EditorBody>
        </ProfileTabs>
        <Conflict saving={saving} />
      </Page>
    </div>
  );
}

function SaveAs({ core }: { core: Core }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Save as new…</Button>
      <SaveAsDialog core={core} open={open} onOpenChange={setOpen} />
    </>
  );
}
