"use client";

import { Copy, Ellipsis, FileText, Trash2 } from "lucide-react";
import { Menu } from "@/components/ui/menu";
import type { Profile } from "@/lib/profiles/schema";
import { isDefault } from "./system";
import { useDuplicate } from "./use-duplicate";

interface RowMenuProps {
  profile: Profile;
  onDelete: () => void;
}

/** What can be done with a profile of the list. */
export function RowMenu({ profile, onDelete }: RowMenuProps) {
  const duplicate = useDuplicate();
  return (
    <Menu
      variant="ghost"
      size="icon"
      busy={duplicate.isPending}
      entries={[
        { label: "Open", icon: FileText, href: `/profiles/${profile.id}` },
        { label: "Duplicate", icon: Copy, onSelect: () => duplicate.mutate(profile.id) },
        {
          label: "Delete",
          icon: Trash2,
          danger: true,
          onSelect: onDelete,
          disabled: isDefault(profile) ? "Not possible: every task needs its default." : undefined,
        },
      ]}
    >
      {!duplicate.isPending && <Ellipsis aria-hidden />}
      <span className="sr-only">Actions for {profile.name}</span>
    </Menu>
  );
}
