"use client";

import {
  Ellipsis,
  KeyRound,
  MailX,
  RotateCcwKey,
  ShieldMinus,
  ShieldPlus,
  UserCheck,
  UserX,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Menu, type MenuEntry } from "@/components/ui/menu";
import type { User } from "@/lib/users/schema";
import { changesFor, USER_CHANGES, type UserChangeName } from "./user-changes";

export interface UserRowsProps {
  users: readonly User[];
  /** The viewer's id. */
  me: string;
  onAsk: (user: User, change: UserChangeName) => void;
  onLink: (user: User) => void;
  onKeys: (user: User) => void;
  onWithdraw: (user: User) => void;
}

export interface UserRowProps extends Omit<UserRowsProps, "users"> {
  user: User;
  /** Position in the list, from 0. */
  index: number;
}

export function UserName({ user, me }: Pick<UserRowProps, "user" | "me">) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <span className="truncate font-medium" title={user.name}>
        {user.name}
      </span>
      {user.id === me && <Badge>You</Badge>}
    </div>
  );
}

export function UserRole({ user }: { user: User }) {
  return user.role === "admin" ? <Badge tone="accent">Admin</Badge> : <span>User</span>;
}

export function UserStatus({ user }: { user: User }) {
  if (user.disabled) return <Badge tone="warning">Disabled</Badge>;
  return user.invited ? <Badge>Invited</Badge> : <span>Enabled</span>;
}

const ICONS = {
  promote: ShieldPlus,
  demote: ShieldMinus,
  disable: UserX,
  enable: UserCheck,
} as const;

type UserMenuProps = Omit<UserRowProps, "me" | "index">;

export function UserMenu({ user, onAsk, onLink, onKeys, onWithdraw }: UserMenuProps) {
  const { role, status } = changesFor(user);
  const entry = (change: UserChangeName) => ({
    label: `${USER_CHANGES[change].label}…`,
    icon: ICONS[change],
    danger: change === "disable",
    onSelect: () => onAsk(user, change),
  });
  const active: MenuEntry[] = [
    entry(role),
    { label: "Password link…", icon: RotateCcwKey, onSelect: () => onLink(user) },
    { label: "API keys…", icon: KeyRound, onSelect: () => onKeys(user) },
    { kind: "separator" },
    entry(status),
  ];
  const invited: MenuEntry[] = [
    entry(role),
    { label: "New invitation link…", icon: RotateCcwKey, onSelect: () => onLink(user) },
    { kind: "separator" },
    ...(user.disabled ? [entry(status)] : []),
    {
      label: "Withdraw invitation…",
      icon: MailX,
      danger: true,
      onSelect: () => onWithdraw(user),
    },
  ];
  return (
    <Menu variant="ghost" size="icon" entries={user.invited ? invited : active}>
      <Ellipsis aria-hidden />
      <span className="sr-only">Actions for {user.name}</span>
    </Menu>
  );
}
