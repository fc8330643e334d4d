"use client";

import { Copy, Ellipsis, FileText, Trash2 } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Profile } from "@/lib/profiles/schema";
import { isDefault } from "./rows";
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
      trigger={
        <Button look="ghost" size="icon" busy={duplicate.isPending}>
          {!duplicate.isPending && <Ellipsis aria-hidden />}
          <span className="sr-only">Actions for {profile.name}</span>
        </Button>
      }
    >
      <MenuItem asChild>
        <Link href={`/profiles/${profile.id}`}>
          <FileText aria-hidden />
          Open
        </Link>
      </MenuItem>
      <MenuItem onSelect={() => duplicate.mutate(profile.id)}>
        <Copy aria-hidden />
        Duplicate
      </MenuItem>
      {isDefault(profile) ? (
        // It can be reached, so that the reason is read.
        <MenuItem aria-disabled onSelect={(event) => event.preventDefault()}>
          <Trash2 aria-hidden className="self-start" />
          <span className="grid text-muted">
            Delete
            <span className="max-w-48 text-xs">Not possible: every task needs its default.</span>
          </span>
        </MenuItem>
      ) : (
        <MenuItem className="text-danger" onSelect={onDelete}>
          <Trash2 aria-hidden />
          Delete…
        </MenuItem>
      )}
    </Menu>
  );
}
