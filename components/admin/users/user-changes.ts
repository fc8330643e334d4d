import type { User, UserPatch } from "@/lib/users/schema";

/** Something an admin does to a user: what changes, and what that means to them. */
interface UserChange {
  patch: UserPatch;
  /** In the menu: `Disable`. */
  label: string;
  title: (name: string) => string;
  /** Names what is done to whom. */
  confirm: (name: string) => string;
  consequences: readonly string[];
  /** What it means where it is the admin's own account. */
  own: string;
  done: (name: string) => string;
  /** It takes nothing away. */
  harmless: boolean;
}

export const USER_CHANGES = {
  promote: {
    patch: { role: "admin" },
    label: "Make admin",
    title: (name) => `Make “${name}” an admin?`,
    confirm: (name) => `Make “${name}” an admin`,
    consequences: [
      "They see all users and the audit, and can change the default profiles, what holds for everybody, and the roles of others, yours too.",
      "It takes hold with their next click.",
    ],
    own: "",
    done: (name) => `“${name}” is an admin`,
    harmless: true,
  },
  demote: {
    patch: { role: "user" },
    label: "Make user",
    title: (name) => `Make “${name}” a user?`,
    confirm: (name) => `Make “${name}” a user`,
    consequences: [
      "They keep their profiles and choices, and lose the pages and rights of an admin with their next click; so do their API keys with scope admin or service.",
    ],
    own: "This is your own account: you leave these pages at once, and only another admin can bring you back.",
    done: (name) => `“${name}” is a user`,
    harmless: false,
  },
  disable: {
    patch: { disabled: true },
    label: "Disable",
    title: (name) => `Disable “${name}”?`,
    confirm: (name) => `Disable “${name}”`,
    consequences: [
      "All their sessions end and all their API keys stop at once, those of inference servers too. A profile that is being edited stays as a draft in their browser; other changes that are not saved are lost.",
      "Their profiles and choices are kept; you can enable the account again.",
    ],
    own: "This is your own account: you are signed out at once, and only another admin can let you in again.",
    done: (name) => `“${name}” is disabled`,
    harmless: false,
  },
  enable: {
    patch: { disabled: false },
    label: "Enable",
    title: (name) => `Enable “${name}”?`,
    confirm: (name) => `Enable “${name}”`,
    consequences: [
      "They can sign in again with the password they had. Their API keys work again, but for those that were revoked or have expired.",
    ],
    own: "",
    done: (name) => `“${name}” is enabled`,
    harmless: true,
  },
} as const satisfies Readonly<Record<string, UserChange>>;

export type UserChangeName = keyof typeof USER_CHANGES;

/** What can be done to a user as they are. */
export function changesFor({ role, disabled }: User) {
  return {
    role: role === "admin" ? "demote" : "promote",
    state: disabled ? "enable" : "disable",
  } as const;
}
