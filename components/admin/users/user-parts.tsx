"use client";

import { Ellipsis, KeyRound, ShieldMinus, ShieldPlus, UserCheck, UserX } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Menu } from "@/components/ui/menu";
import type { User } from "@/lib/users/schema";
import { changesFor, USER_CHANGES, type UserChangeName } from "./user-changes";

export interface UserRowsProps {
  users: readonly User[];
  /** The viewer's id. */
  me: string;
  onAsk: (user: User, change: UserChangeName) => void;
  onLink: (user: User) => void;
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
      {user.id === me && <Badge>you</Badge>}
    </div>
  );
}

export function UserRole({ user }: { user: User }) {
  return user.role === "admin" ? <Badge tone="accent">Admin</Badge> : <span>User</span>;
}

export function UserStatus({ user }: { user: User }) {
  return user.disabled ? <Badge tone="warning">Disabled</Badge> : <span>Enabled</span>;
}

const ICONS = {
  promote: ShieldPlus,
  demote: ShieldMinus,
  disable: UserX,
  enable: UserCheck,
} as const;

export function UserMenu({ user, onAsk, onLink }: Omit<UserRowProps, "me" | "index">) {
  const { role, status } = changesFor(user);
  const entry = (change: UserChangeName) => ({
    label: `${USER_CHANGES[change].label}…`,
    icon: ICONS[change],
    danger: change === "disable",
    onSelect: () => onAsk(user, change),
  });
  return (
    <Menu
      variant="ghost"
      size="icon"
      entries={[
        entry(role),
        { label: "Password link…", icon: KeyRound, onSelect: () => onLink(user) },
        { kind: "separator" },
        entry(status),
      ]}
    >
      <Ellipsis aria-hidden />
      <span className="sr-only">Actions for {user.name}</span>
    </Menu>
  );
}
