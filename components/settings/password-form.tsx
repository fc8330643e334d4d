"use client";

import { useEffect } from "react";
import { useForm, type UseFormReturn } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Form, Input } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { recoverFocus, pageHeading } from "@/components/ui/focus";
import { toast } from "@/components/ui/toast";
import { useHydrated } from "@/components/ui/use-browser";
import { showProblem } from "@/lib/http/browser/form-problem";
import { changePassword } from "@/lib/auth/mutations";

const EMPTY = { current_password: "", new_password: "", repeated: "" };
type PasswordValues = typeof EMPTY;

const schema = async () => (await import("./password-form-schema")).passwordForm;
const resolver = formResolver(schema, {
  current_password: "Enter your password.",
  new_password: "Choose a password.",
  repeated: "Enter the new password again.",
});
const FIELDS = { current_password: "current_password", new_password: "new_password" } as const;

/** Whether a change was sent. With the new session all of the page is drawn anew, this form too. */
let isSent = false;

function tellSent(sent: boolean): void {
  isSent = sent;
}

/** What had the focus is gone with the page as it was. */
function useFocusKept(): void {
  useEffect(() => {
    if (isSent) recoverFocus(pageHeading());
    tellSent(false);
  }, []);
}

/** `email`: for the browser's own store of passwords. */
export function PasswordForm({ email }: { email: string }) {
  const hydrated = useHydrated();
  const form = useForm({ resolver, mode: "onTouched", defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;

  useFocusKept();
  const submit = form.handleSubmit(async ({ repeated: _repeated, ...input }) => {
    tellSent(true);
    try {
      await changePassword(input);
      form.reset();
      toast({
        kind: "success",
        title: "Your password is changed",
        description: "All other browsers are signed out.",
      });
    } catch (error) {
      tellSent(false);
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
      <PasswordField form={form} name="repeated" label="New password again" />
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
        <Input
          {...control}
          {...form.register(name)}
          type="password"
          autoComplete={name === "current_password" ? "current-password" : "new-password"}
        />
      )}
    </Field>
  );
}
