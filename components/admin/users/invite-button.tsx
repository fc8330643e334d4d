"use client";

import { UserPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHasOpened } from "@/components/ui/dialog";

const load = () => import("./invite-dialog");
const InviteDialog = lazy(load);

/** Opens the dialog that invites a user. */
export function InviteButton() {
  const [isOpen, setOpen] = useState(false);
  const wasOpened = useHasOpened(isOpen);
  return (
    <>
      <Button
        variant="primary"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        <UserPlus aria-hidden />
        Invite…
      </Button>
      {wasOpened && (
        <Suspense>
          <InviteDialog open={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
