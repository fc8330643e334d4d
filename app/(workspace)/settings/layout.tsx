import type { ReactNode } from "react";
import { SETTINGS_PLACES } from "@/components/layout/places";
import { SectionNavigation } from "@/components/layout/section-navigation";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-6">
      <SectionNavigation label="Settings" places={SETTINGS_PLACES} />
      {children}
    </div>
  );
}
