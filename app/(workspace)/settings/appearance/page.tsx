import type { Metadata } from "next";
import { AppearanceChoice } from "@/components/settings/appearance-choice";
import { Page } from "@/components/ui/page";
import { currentUser } from "@/lib/auth/server/page";

export const metadata: Metadata = { title: "Appearance" };

export default async function AppearancePage() {
  await currentUser();
  return (
    <Page title="Appearance" lead="Saved in this browser.">
      <AppearanceChoice />
    </Page>
  );
}
