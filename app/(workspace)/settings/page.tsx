import type { Metadata } from "next";
import { Fact, Facts } from "@/components/ui/facts";
import { Page } from "@/components/ui/page";
import { currentUser } from "@/lib/auth/server/page";

export const metadata: Metadata = { title: "Account" };

const ROLE_TEXT = {
  admin: "Admin: may also change the default profiles and the settings of the installation",
  user: "User",
} as const;

export default async function AccountPage() {
  const { actor } = await currentUser();
  return (
    <Page title="Account">
      <Facts>
        <Fact name="Name">{actor.name}</Fact>
        <Fact name="E-mail address">{actor.email}</Fact>
        <Fact name="Role">{ROLE_TEXT[actor.role]}</Fact>
      </Facts>
    </Page>
  );
}
