import type { ReactNode } from "react";
import { Shell } from "@/components/layout/shell";
import { maybeUser } from "@/lib/auth/server/page";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const user = await maybeUser();
  const shown = user && { name: user.actor.name, email: user.actor.email };
  return <Shell user={shown}>{children}</Shell>;
}
