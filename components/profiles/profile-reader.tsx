"use client";

import { useQuery } from "@tanstack/react-query";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { Page } from "@/components/ui/page";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { ProfileActions } from "./profile-actions";
import { ProfileDetails } from "./profile-details";
import { ProfileTabs } from "./profile-tabs";
import { SystemBadge } from "./profile-status";

/** A system default for users who may not edit it. It refreshes when the window gets the focus. */
export function ProfileReader({ initial }: { initial: Profile }) {
  const { data: profile = initial } = useQuery(profileOptions(initial.id));
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current={profile.name} />
      <Page
        title={profile.name}
        lead={
          <>
            <SystemBadge /> Read-only. Customize it to change single values; the rest stays
            inherited.
          </>
        }
        actions={<ProfileActions profile={profile} />}
      >
        <ProfileTabs profile={profile} label="Profile">
          <ProfileDetails profile={profile} />
        </ProfileTabs>
      </Page>
    </div>
  );
}
