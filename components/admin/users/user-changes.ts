import type { User, UserPatch } from "@/lib/users/schema";

/** A change an admin can make to a user, with its texts. */
interface UserChange {
  patch: UserPatch;
  /** The menu entry, such as `Disable`. */
  label: string;
  title: (name: string) => string;
  /** The confirm button, with the user's name. */
  confirm: (name: string) => string;
  consequences: readonly string[];
  /** What it means for the admin's own account. */
  own: string;
  done: (name: string) => string;
  /** It takes no access away. */
  harmless: boolean;
}

export const USER_CHANGES = {
  promote: {
    patch: { role: "admin" },
    label: "Make admin",
    title: (name) => `Make “${name}” an admin?`,
    confirm: (name) => `Make “${name}” an admin`,
    consequences: [
      "They can see all users and the audit, and can change default profiles, limits, settings and everyone's role, including yours.",
      "This applies from their next click.",
    ],
    own: "",
    done: (name) => `“${name}” is now an admin`,
    harmless: true,
  },
  demote: {
    patch: { role: "user" },
    label: "Make user",
    title: (name) => `Make “${name}” a user?`,
    confirm: (name) => `Make “${name}” a user`,
    consequences: [
      "They keep their profiles and assignments. They lose admin access from their next click. Their API keys with the admin or service scope and the password links they created stop working, permanently.",
    ],
    own: "This is your own account: you lose access to these pages at once, and only another admin can restore it.",
    done: (name) => `“${name}” is now a user`,
    harmless: false,
  },
  disable: {
    patch: { disabled: true },
    label: "Disable",
    title: (name) => `Disable “${name}”?`,
    confirm: (name) => `Disable “${name}”`,
    consequences: [
      "Their sessions end and all their API keys stop working at once, including those of inference servers. A profile they are editing stays as a draft in their browser; other unsaved changes are lost.",
      "Their profiles and assignments are kept. You can enable the account again.",
    ],
    own: "This is your own account: you are signed out at once, and only another admin can enable it again.",
    done: (name) => `“${name}” disabled`,
    harmless: false,
  },
  enable: {
    patch: { disabled: false },
    label: "Enable",
    title: (name) => `Enable “${name}”?`,
    confirm: (name) => `Enable “${name}”`,
    consequences: [
      "They can sign in with their old password. Their API keys work again, except revoked and expired ones.",
    ],
    own: "",
    done: (name) => `“${name}” enabled`,
    harmless: true,
  },
} as const satisfies Readonly<Record<string, UserChange>>;

export type UserChangeName = keyof typeof USER_CHANGES;

/** The changes that apply to a user. */
export function changesFor({ role, disabled }: User) {
  return {
    role: role === "admin" ? "demote" : "promote",
    status: disabled ? "enable" : "disable",
  } as const;
}
