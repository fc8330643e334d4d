import type { Metadata } from "next";
import { type ReactNode, useId } from "react";
import { NameForm } from "@/components/settings/name-form";
import { PasswordForm } from "@/components/settings/password-form";
import { Fact, Facts } from "@/components/ui/facts";
import { Page } from "@/components/ui/page";
import { currentUser } from "@/lib/auth/server/page";

export const metadata: Metadata = { title: "Account" };

const ROLE_TEXT = {
  admin: "Admin: may also change default profiles, limits, users and the catalog",
  user: "User",
} as const;

export default async function AccountPage() {
  const { actor } = await currentUser();
  return (
    <Page title="Account">
      <div className="grid gap-8">
        <Section title="You" lead="Admins can see your name and email address.">
          <div className="grid gap-4">
            <Facts>
              <Fact name="Email address">{actor.email}</Fact>
              <Fact name="Role">{ROLE_TEXT[actor.role]}</Fact>
            </Facts>
            <NameForm name={actor.name} />
          </div>
        </Section>
        <Section
          title="Password"
          lead="Changing it signs out all other browsers. This one stays signed in, and API keys keep working."
        >
          <PasswordForm email={actor.email} />
        </Section>
      </div>
    </Page>
  );
}

interface SectionProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

/** One kind of setting, with its description beside it if there is room. */
function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-3 border-t border-line pt-5 md:grid-cols-[16rem_minmax(0,28rem)]"
    >
      <div className="grid content-start gap-1">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        <p className="max-w-prose text-muted">{lead}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
