"use client";

import { CircleUserRound, KeyRound, LogOut, Settings } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import { THEME_LABELS, THEMES, useTheme } from "@/components/ui/theme";
import { useSignOut } from "./session";

interface UserMenuProps {
  user: { name: string; email: string };
}

export function UserMenu({ user }: UserMenuProps) {
  const [theme, setTheme] = useTheme();
  const signOut = useSignOut();
  return (
    <Menu
      variant="ghost"
      className="max-w-56 min-w-0 shrink!"
      aria-label={`Account of ${user.name}`}
      entries={[
        { kind: "label", label: user.email },
        { label: "Account", icon: Settings, href: "/settings" },
        { label: "API keys", icon: KeyRound, href: "/settings/keys" },
        { kind: "separator" },
        {
          kind: "choice",
          label: "Appearance",
          value: theme,
          onValueChange: (chosen) => setTheme(THEMES.find((each) => each === chosen) ?? "system"),
          choices: THEMES.map((value) => ({ value, label: THEME_LABELS[value] })),
        },
        { kind: "separator" },
        { label: "Sign out", icon: LogOut, onSelect: signOut },
      ]}
    >
      <CircleUserRound aria-hidden />
      <span className="truncate max-sm:sr-only">{user.name}</span>
    </Menu>
  );
}
