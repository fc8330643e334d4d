import type { ReactNode } from "react";
import { Shell } from "@/components/layout/shell";
import { currentUser } from "@/lib/auth/server/page";
import { me } from "@/lib/users/schema";
import { getMe } from "@/lib/users/server/service";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  return <Shell user={me.parse(getMe(await currentUser()))}>{children}</Shell>;
}
