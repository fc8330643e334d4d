import type { Metadata } from "next";
import { AccountForm } from "@/components/auth/account-form";
import { Page } from "@/components/ui/page";
import { setUpPage } from "@/lib/auth/server/page";

export const metadata: Metadata = { title: "Set up" };

export default async function SetUpPage() {
  await setUpPage();
  return (
    <Page
      title="Set up"
      lead="There are no users yet. You will be the first admin: you'll manage the default profiles and decide who else may register."
    >
      <AccountForm purpose="set-up" />
    </Page>
  );
}
