"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { flushSync } from "react-dom";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { Page } from "@/components/ui/page";
import { isDefault } from "@/lib/profiles/policy";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { contentOf } from "@/lib/values/content";
import { ProfileActions } from "../profile-actions";
import { ProfileStatus } from "../profile-status";
import { ProfileTabs } from "../profile-tabs";
import { Conflict } from "./conflict";
import { ConfirmDefault, useConfirmDefault } from "./confirm-default";
import { EditorBar } from "./editor-bar";
import { EditorLayout } from "./editor-layout";
import { draftKeyOf, type Start } from "./editor-store";
import { DefaultNotice, DraftNotice, NewerRevisionNotice } from "./notices";
import { SaveAs } from "./save-as";
import { useDiscard, useEditorState, useFollow, useStart } from "./use-editor-state";
import { useReplace, useSave } from "./use-save";

export interface EditProfileProps {
  /** As the server read it; the first data of the query that keeps it current. */
  initial: Profile;
  userId: string;
}

/** The editor of a profile, with the draft of an earlier visit. */
export default function EditProfile(props: EditProfileProps) {
  const { initial, userId } = props;
  const draftKey = draftKeyOf(userId, initial.id);
  const start = useStart(draftKey, { profile: initial, content: contentOf(initial) });
  // A restored draft needs a new form.
  return <Editor key={start.restoredAt} {...props} start={start} draftKey={draftKey} />;
}

interface EditorProps extends EditProfileProps {
  start: Start;
  draftKey: string;
}

function Editor({ start, initial, userId, draftKey }: EditorProps) {
  const [isDeleted, setDeleted] = useState(false);
  const { data: profile = initial } = useQuery({
    ...profileOptions(initial.id),
    enabled: !isDeleted,
  });
  const state = useEditorState(start, draftKey);
  const discardTo = useDiscard(state);
  const saving = useSave(state, {
    base: state.baseline.profile ?? initial,
    discardTo,
    persist: useReplace(),
  });
  const confirming = useConfirmDefault(state, profile, saving.save);
  useFollow(state, profile);
  const discard = () => discardTo({ profile, content: contentOf(profile) });
  const onDeleted = () => {
    state.store.dropDraft();
    // Before all queries are refetched: this one would find nothing.
    flushSync(() => setDeleted(true));
  };
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current={profile.name} />
      <Page
        title={profile.name}
        lead={<ProfileStatus profile={profile} />}
        actions={<ProfileActions profile={profile} onDeleted={onDeleted} />}
      >
        <ProfileTabs profile={profile} label="Edit">
          <EditorLayout
            state={state}
            notices={
              <>
                {isDefault(profile) && <DefaultNotice id={profile.id} />}
                <DraftNotice at={state.restoredAt} onDiscard={discard} />
                <NewerRevisionNotice {...{ state, userId, ...saving }} saved={profile} />
              </>
            }
          >
            <EditorBar state={state} {...saving} onSave={confirming.save} onDiscard={discard}>
              <SaveAs state={state} />
            </EditorBar>
          </EditorLayout>
        </ProfileTabs>
        <ConfirmDefault profile={profile} {...confirming} />
        <Conflict saving={saving} userId={userId} />
      </Page>
    </div>
  );
}
