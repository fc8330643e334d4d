"use client";

import { useEffect } from "react";
import { useForm, type UseFormReturn } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Form } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { recoverFocus, pageHeading } from "@/components/ui/focus";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast";
import { useHydrated } from "@/components/ui/use-hydrated";
import { showProblem } from "@/lib/http/browser/form-problem";
import { changePassword } from "@/lib/auth/mutations";

const EMPTY = { current_password: "", new_password: "", repeated: "" };
type PasswordValues = typeof EMPTY;

const schema = async () => (await import("@/lib/users/schema")).passwordForm;
const resolver = formResolver(schema, {
  current_password: "Enter your password.",
  new_password: "Choose a password.",
  repeated: "Enter the new password again.",
});
const FIELDS = { current_password: "current_password", new_password: "new_password" } as const;

/** True while a change is sent. The new session renders the whole page again, this form included. */
let isSent = false;

function setSent(sent: boolean): void {
  isSent = sent;
}

/** Puts the focus on the heading after a change has replaced the page. */
function useFocusAfterChange(): void {
  useEffect(() => {
    if (isSent) recoverFocus(pageHeading());
    setSent(false);
  }, []);
}

/** `email` is for the browser's password manager. */
export function PasswordForm({ email }: { email: string }) {
  const hydrated = useHydrated();
  const form = useForm({ resolver, mode: "onTouched", defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;

  useFocusAfterChange();
  const submit = form.handleSubmit(async ({ repeated: _repeated, ...input }) => {
    setSent(true);
    try {
      await changePassword(input);
      form.reset();
      toast({
        kind: "success",
        title: "Password changed",
        description: "All other browsers were signed out.",
      });
    } catch (error) {
      setSent(false);
      const codes = { rate_limited: "current_password" } as const;
      showProblem(error, { setError: form.setError, fields: FIELDS, codes });
    }
  });

  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <input hidden type="text" autoComplete="username" value={email} readOnly />
      <PasswordField form={form} name="current_password" label="Current password" />
      <PasswordField
        form={form}
        name="new_password"
        label="New password"
        help="At least 12 characters."
      />
      <PasswordField form={form} name="repeated" label="Repeat new password" />
      <div>
        <Button type="submit" busy={isSubmitting} disabled={!hydrated}>
          Change password
        </Button>
      </div>
    </Form>
  );
}

interface PasswordFieldProps {
  form: UseFormReturn<PasswordValues, unknown, PasswordValues>;
  name: keyof PasswordValues;
  label: string;
  help?: string;
}

function PasswordField({ form, name, label, help }: PasswordFieldProps) {
  return (
    <Field label={label} {...(help ? { help } : {})} error={form.formState.errors[name]?.message}>
      {(control) => (
        <PasswordInput
          {...control}
          {...form.register(name)}
          autoComplete={name === "current_password" ? "current-password" : "new-password"}
        />
      )}
    </Field>
  );
}
