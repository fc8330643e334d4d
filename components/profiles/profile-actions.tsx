"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Copy, Ellipsis, FileText, SlidersHorizontal, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useGuardedNavigate } from "@/components/layout/leaving";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { duplicateProfileMutation } from "@/lib/profiles/copy-mutations";
import { isDefault } from "@/lib/profiles/policy";
import type { ListedProfile } from "@/lib/profiles/schema";
import { DeleteDialog } from "./delete-dialog";

/** The editor of a new profile that inherits everything from a default. */
function customizePath({ id }: ListedProfile): `/profiles/new?${string}` {
  return `/profiles/new?base=${id}`;
}

/** Copies a profile and opens the copy. */
function useDuplicate() {
  const navigate = useGuardedNavigate();
  return useMutation({
    ...duplicateProfileMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: (copy) => {
      toast({ kind: "success", title: "Copied to your profiles", description: copy.name });
      navigate(`/profiles/${copy.id}`);
    },
  });
}

interface ProfileActionsProps {
  profile: ListedProfile;
  onDeleted?: () => void;
}

/** The buttons of an open profile. */
export function ProfileActions({ profile, onDeleted }: ProfileActionsProps) {
  const router = useRouter();
  const duplicate = useDuplicate();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      <Button busy={duplicate.isPending} onClick={() => duplicate.mutate(profile.id)}>
        {!duplicate.isPending && <Copy aria-hidden />}
        Duplicate
      </Button>
      {isDefault(profile) && (
        <ButtonLink href={customizePath(profile)} variant={profile.read_only ? "primary" : "plain"}>
          <SlidersHorizontal aria-hidden />
          Customize
        </ButtonLink>
      )}
      {!isDefault(profile) && (
        <Button className="text-danger!" onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden />
          Delete…
        </Button>
      )}
      <DeleteDialog
        profile={isDeleting ? profile : null}
        onClose={() => setDeleting(false)}
        onDeleted={() => {
          onDeleted?.();
          router.push("/profiles");
        }}
      />
    </>
  );
}

interface ProfileMenuProps {
  profile: ListedProfile;
  onDelete: () => void;
}

/** The menu of a profile in the list. */
export function ProfileMenu({ profile, onDelete }: ProfileMenuProps) {
  const duplicate = useDuplicate();
  return (
    <Menu
      variant="ghost"
      size="icon"
      busy={duplicate.isPending}
      entries={[
        { label: "Open", icon: FileText, href: `/profiles/${profile.id}` },
        ...(isDefault(profile)
          ? [{ label: "Customize", icon: SlidersHorizontal, href: customizePath(profile) } as const]
          : []),
        { label: "Duplicate", icon: Copy, onSelect: () => duplicate.mutate(profile.id) },
        {
          label: "Delete…",
          icon: Trash2,
          danger: true,
          onSelect: onDelete,
          disabled: isDefault(profile) ? "Defaults cannot be deleted." : undefined,
        },
      ]}
    >
      {!duplicate.isPending && <Ellipsis aria-hidden />}
      <span className="sr-only">Actions for {profile.name}</span>
    </Menu>
  );
}
