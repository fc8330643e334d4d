"use client";

import { Copy, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Profile } from "@/lib/profiles/schema";
import { DeleteDialog } from "./delete-dialog";
import { isDefault } from "./system";
import { useDuplicate } from "./use-duplicate";

interface ProfileActionsProps {
  profile: Profile;
  onDeleted?: () => void;
}

/** What can be done with the profile that is open. */
export function ProfileActions({ profile, onDeleted }: ProfileActionsProps) {
  const router = useRouter();
  const duplicate = useDuplicate();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant={profile.read_only ? "primary" : "plain"}
        busy={duplicate.isPending}
        onClick={() => duplicate.mutate(profile.id)}
      >
        {!duplicate.isPending && <Copy aria-hidden />}
        {profile.read_only ? "Duplicate to edit" : "Duplicate"}
      </Button>
      {!isDefault(profile) && (
        <Button className="text-danger!" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden />
          Delete…
        </Button>
      )}
      <DeleteDialog
        profile={asking ? profile : null}
        onClose={() => setAsking(false)}
        onDeleted={() => {
          onDeleted?.();
          router.push("/profiles");
        }}
      />
    </>
  );
}
