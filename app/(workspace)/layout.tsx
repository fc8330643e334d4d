import type { ReactNode } from "react";
import { Shell } from "@/components/layout/shell";
import { currentUser } from "@/lib/auth/server/page";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const { actor } = await currentUser();
  return <Shell user={{ name: actor.name, email: actor.email }}>{children}</Shell>;
}
