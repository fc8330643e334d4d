"use client";

import { Dialog } from "@/components/ui/dialog";
import { ConfirmPasswordForm, PASSWORD_TEXTS } from "./password-form";

interface PasswordDialogProps {
  /** What to go on with once the password is entered; null closes the dialog. */
  onConfirmed: (() => void) | null;
  onClose: () => void;
}

/** Asks for the viewer's own password. */
export default function PasswordDialog({ onConfirmed, onClose }: PasswordDialogProps) {
  return (
    <Dialog open={onConfirmed !== null} onClose={onClose} {...PASSWORD_TEXTS}>
      <ConfirmPasswordForm onConfirmed={() => onConfirmed?.()} onCancel={onClose} />
    </Dialog>
  );
}
