"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm, type UseFormSetError } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field, Form, Input, Select } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { isPasswordRequired } from "@/lib/http/browser/failure";
import { showProblem } from "@/lib/http/browser/form-problem";
import { inviteUserMutation } from "@/lib/users/mutations";
import type { Invitation, InviteFields, InviteInput } from "@/lib/users/schema";
import { OneTimeLink } from "./one-time-link";
import { ConfirmPasswordForm, PASSWORD_TEXTS } from "./password-form";

const FIELDS = { name: "name", email: "email", role: "role" } as const;
const schema = async () => (await import("@/lib/users/schema")).inviteInput;
const resolver = formResolver(schema, {
  name: "Enter a name.",
  email: "Enter an email address.",
});
const defaultValues = { name: "", email: "", role: "user" } as const;

interface InviteDialogProps {
  open: boolean;
  onClose: () => void;
}

/** Creates an account for someone, then shows the link with which they set their password. */
export default function InviteDialog({ open, onClose }: InviteDialogProps) {
  const invite = useMutation(inviteUserMutation(useQueryClient()));
  const { data: created, error, isPending } = invite;
  const needsPassword = isPasswordRequired(error);
  const close = () => {
    onClose();
    invite.reset();
  };
  return (
    <Dialog
      open={open}
      // From the question for the password back to the invitation, which is kept.
      onClose={needsPassword ? invite.reset : close}
      // If it closed during the request, the link would be lost.
      modal={created !== undefined || isPending}
      {...textsFor(created, needsPassword)}
    >
      {created ? (
        <Created link={created.link} onClose={close} />
      ) : (
        <InviteForm
          busy={isPending}
          needsPassword={needsPassword}
          onSend={(input, setError) =>
            invite.mutate(input, {
              onError: (failure) => {
                if (isPasswordRequired(failure)) return;
                showProblem(failure, { setError, fields: FIELDS, codes: { email_taken: "email" } });
              },
            })
          }
          onCancel={needsPassword ? invite.reset : close}
        />
      )}
    </Dialog>
  );
}

/** The dialog's title and description. */
function textsFor(created: Invitation | undefined, needsPassword: boolean) {
  if (needsPassword) return PASSWORD_TEXTS;
  if (created) {
    return {
      title: `“${created.name}” invited`,
      description: "This link is shown only once. Copy it now and send it over a secure channel.",
    };
  }
  return {
    title: "Invite a user",
    description:
      "Works even if registration is closed. You get a link for the user to set a password.",
  };
}

function Created({ link, onClose }: Pick<Invitation, "link"> & { onClose: () => void }) {
  return (
    <>
      <OneTimeLink link={link} />
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      </DialogFooter>
    </>
  );
}

interface InviteFormProps {
  busy: boolean;
  /** The viewer must enter their own password first; what they typed is kept. */
  needsPassword: boolean;
  onSend: (input: InviteInput, setError: UseFormSetError<InviteFields>) => void;
  onCancel: () => void;
}

function InviteForm({ busy, needsPassword, onSend, onCancel }: InviteFormProps) {
  const form = useForm({ resolver, mode: "onTouched", defaultValues });
  const { errors } = form.formState;
  const submit = form.handleSubmit((input) => onSend(input, form.setError));
  if (needsPassword) {
    return <ConfirmPasswordForm onConfirmed={() => void submit()} onCancel={onCancel} />;
  }
  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register("name")} autoComplete="off" />}
      </Field>
      <Field label="Email address" error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="off" />
        )}
      </Field>
      <Field
        label="Role"
        help="Admins can see all users and change the defaults, limits and settings."
        error={errors.role?.message}
      >
        {(control) => (
          <Select {...control} {...form.register("role")}>
            <option value="user">User</option>
            <option value="admin">Admin</option>
          </Select>
        )}
      </Field>
      <DialogFooter>
        <Button disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={busy}>
          Create invitation
        </Button>
      </DialogFooter>
    </Form>
  );
}
