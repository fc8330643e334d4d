"use client";

import { Copy, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Profile } from "@/lib/profiles/schema";
import { DeleteDialog } from "./delete-dialog";
import { isDefault } from "./rows";
import { useDuplicate } from "./use-duplicate";

/** What can be done with the profile that is open. */
export function ProfileActions({ profile }: { profile: Profile }) {
  const router = useRouter();
  const duplicate = useDuplicate();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button busy={duplicate.isPending} onClick={() => duplicate.mutate(profile.id)}>
        {!duplicate.isPending && <Copy aria-hidden />}
        Duplicate
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
        onDeleted={() => router.push("/profiles")}
      />
    </>
  );
}
