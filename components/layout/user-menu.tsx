"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleUserRound, KeyRound, LogOut, Settings } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import { type Theme, THEME_LABELS, THEMES, useTheme } from "@/components/ui/theme";
import { SIGN_IN } from "@/lib/auth/next-path";
import { signOut } from "@/lib/auth/queries";
import { leaveBy } from "./leave-guard";
import { notifyFailure } from "./notify-failure";

interface UserMenuProps {
  user: { name: string; email: string };
}

export function UserMenu({ user }: UserMenuProps) {
  const [theme, setTheme] = useTheme();
  const leave = useMutation({
    mutationFn: signOut,
    onError: notifyFailure,
    // A fresh page: nothing of this person stays in memory.
    onSuccess: () => window.location.assign(SIGN_IN),
  });
  return (
    <Menu
      look="ghost"
      className="max-w-56 min-w-0 shrink!"
      aria-label={`Account of ${user.name}`}
      entries={[
        { kind: "label", label: user.email },
        { label: "Account", icon: Settings, href: "/settings" },
        { label: "API keys", icon: KeyRound, href: "/settings/keys" },
        { kind: "line" },
        {
          kind: "choice",
          label: "Appearance",
          value: theme,
          onValueChange: (chosen) => setTheme(chosen as Theme),
          choices: THEMES.map((value) => ({ value, label: THEME_LABELS[value] })),
        },
        { kind: "line" },
        { label: "Sign out", icon: LogOut, onSelect: () => leaveBy(() => leave.mutate()) },
      ]}
    >
      <CircleUserRound aria-hidden />
      <span className="truncate max-sm:sr-only">{user.name}</span>
    </Menu>
  );
}
