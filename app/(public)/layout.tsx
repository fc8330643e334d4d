import type { ReactNode } from "react";
import { Shell } from "@/components/layout/shell";
import { maybeUser } from "@/lib/auth/server/page";
import { me } from "@/lib/users/schema";
import { getMe } from "@/lib/users/server/service";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const user = await maybeUser();
  return <Shell user={user && me.parse(getMe(user))}>{children}</Shell>;
}
