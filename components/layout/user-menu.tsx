"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleUserRound, KeyRound, LogOut, Settings } from "lucide-react";
import { useTheme } from "next-themes";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@/components/ui/menu";
import { SIGN_IN } from "@/lib/auth/next-path";
import { signOutMutation } from "@/lib/auth/queries";
import { notifyFailure } from "@/lib/http/notify-failure";

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

interface UserMenuProps {
  user: { name: string; email: string };
}

export function UserMenu({ user }: UserMenuProps) {
  const { theme, setTheme } = useTheme();
  const signOut = useMutation({
    ...signOutMutation(),
    onError: notifyFailure,
    // A fresh page: nothing of this person stays in memory.
    onSuccess: () => window.location.assign(SIGN_IN),
  });
  return (
    <Menu
      trigger={
        <Button
          look="ghost"
          className="max-w-56 min-w-0 shrink"
          aria-label={`Account of ${user.name}`}
        >
          <CircleUserRound aria-hidden />
          <span className="truncate max-sm:sr-only">{user.name}</span>
        </Button>
      }
    >
      <MenuLabel>{user.email}</MenuLabel>
      <MenuItem asChild>
        <Link href="/settings">
          <Settings aria-hidden />
          Account
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/settings/keys">
          <KeyRound aria-hidden />
          API keys
        </Link>
      </MenuItem>
      <MenuLine />
      <MenuChoice
        label="Appearance"
        value={theme ?? "system"}
        onValueChange={setTheme}
        choices={THEMES}
      />
      <MenuLine />
      <MenuItem onSelect={() => signOut.mutate()}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  );
}
