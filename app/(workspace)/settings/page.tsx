import type { Metadata } from "next";
import { NameForm } from "@/components/settings/name-form";
import { PasswordForm } from "@/components/settings/password-form";
import { Section } from "@/components/settings/section";
import { SignOutEverywhere } from "@/components/settings/sign-out-everywhere";
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
      <div className="grid gap-8">
        <Section title="You" lead="Admins see your name and address.">
          <div className="grid gap-4">
            <Facts>
              <Fact name="E-mail address">{actor.email}</Fact>
              <Fact name="Role">{ROLE_TEXT[actor.role]}</Fact>
            </Facts>
            <NameForm name={actor.name} />
          </div>
        </Section>
        <Section
          title="Password"
          lead="Changing it signs out all other browsers. This one stays signed in, and API keys go on working."
        >
          <PasswordForm email={actor.email} />
        </Section>
        <Section
          title="Sessions"
          lead="If a browser that you used is not in your hands any more. API keys go on working: revoke those by themselves."
        >
          <SignOutEverywhere />
        </Section>
      </div>
    </Page>
  );
}
