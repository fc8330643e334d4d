import type { ReactNode } from "react";
import { ADMIN_PLACES } from "@/components/layout/places";
import { SectionNavigation } from "@/components/layout/section-navigation";
import { currentAdmin } from "@/lib/auth/server/page";

/** Each page checks the role too, because this layout is not rendered again between them. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await currentAdmin();
  return (
    <div className="grid min-w-0 gap-6">
      <SectionNavigation label="Admin" places={ADMIN_PLACES} />
      {children}
    </div>
  );
}
