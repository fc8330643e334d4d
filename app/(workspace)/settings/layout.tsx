import type { ReactNode } from "react";
import { SettingsNavigation } from "@/components/layout/settings-navigation";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-6">
      <SettingsNavigation />
      {children}
    </div>
  );
}
