import type { ReactNode } from "react";
import { SectionNavigation } from "@/components/layout/section-navigation";

const PLACES = [
  { href: "/settings", label: "Account" },
  { href: "/settings/keys", label: "API keys" },
  { href: "/settings/appearance", label: "Appearance" },
] as const;

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-6">
      <SectionNavigation label="Settings" places={PLACES} />
      {children}
    </div>
  );
}
