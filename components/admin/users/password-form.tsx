"use client";

import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useMe } from "@/components/layout/session";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field, Form } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { PasswordInput } from "@/components/ui/password-input";
import { showProblem } from "@/lib/http/browser/form-problem";
import { confirmPassword } from "@/lib/users/mutations";

/** What a dialog says above `ConfirmPasswordForm`. */
export const PASSWORD_TEXTS = {
  title: "Enter your password",
  description:
    "To continue, enter the password of your own account. You will not be asked again for 10 minutes.",
} as const;

const schema = async () => (await import("@/lib/users/schema")).confirmInput;
const resolver = formResolver(schema, { password: "Enter your password." });

interface ConfirmPasswordFormProps {
  onConfirmed: () => void;
  onCancel: () => void;
}

/** Asks for the viewer's own password, in a dialog. */
export function ConfirmPasswordForm({ onConfirmed, onCancel }: ConfirmPasswordFormProps) {
  const form = useForm({ resolver, mode: "onSubmit", defaultValues: { password: "" } });
  const me = useMe();
  const { errors, isSubmitting } = form.formState;
  const { setFocus } = form;
  useEffect(() => setFocus("password"), [setFocus]);
  const submit = form.handleSubmit(async (input) => {
    try {
      await confirmPassword(input);
      onConfirmed();
    } catch (error) {
      const codes = { rate_limited: "password" } as const;
      showProblem(error, { setError: form.setError, fields: { password: "password" }, codes });
    }
  });
  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      {/* For the browser's password manager. */}
      <input hidden type="text" autoComplete="username" value={me?.email ?? ""} readOnly />
      <Field label="Your password" error={errors.password?.message}>
        {(control) => (
          <PasswordInput
            {...control}
            {...form.register("password")}
            autoComplete="current-password"
          />
        )}
      </Field>
      <DialogFooter>
        <Button disabled={isSubmitting} onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Continue
        </Button>
      </DialogFooter>
    </Form>
  );
}
