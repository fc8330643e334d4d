import type { Metadata } from "next";
import { ResetPassword } from "@/components/auth/reset-password";
import { maybeUser } from "@/lib/auth/server/page";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

/** For anyone with a link, signed in or not. The link's secret never reaches the server's log. */
export default async function ResetPage() {
  const user = await maybeUser();
  return <ResetPassword signedInAs={user?.actor.email ?? null} />;
}
