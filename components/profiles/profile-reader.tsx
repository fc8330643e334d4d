"use client";

import { useQuery } from "@tanstack/react-query";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { Page } from "@/components/ui/page";
import { profileOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { ProfileActions } from "./profile-actions";
import { ProfileDetails } from "./profile-details";
import { ProfileTabs } from "./profile-tabs";
import { SystemBadge } from "./system";

/** A default of the system, to who may not change it; what others change of it arrives on focus. */
export function ProfileReader({ initial }: { initial: Profile }) {
  const { data: profile = initial } = useQuery(profileOptions(initial.id));
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current={profile.name} />
      <Page
        title={profile.name}
        lead={
          <>
            <SystemBadge /> A default of the system. Duplicate it to make it your own.
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
