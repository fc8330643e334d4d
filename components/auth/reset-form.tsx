"use client";

import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Form } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { PasswordInput } from "@/components/ui/password-input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { HOME } from "@/lib/urls";
import { ProblemError } from "@/lib/http/browser/failure";
import { showProblem } from "@/lib/http/browser/form-problem";
import { resetPassword } from "@/lib/auth/mutations";

const schema = async () => (await import("@/lib/users/schema")).resetInput;
const resolver = formResolver(schema, { password: "Choose a password." });

interface ResetFormProps {
  /** The secret in the link. */
  token: string;
  /** The account's email, for the browser's password manager. */
  email: string;
  /** Called if the user is not signed in afterwards. */
  onEnd: (end: "invalid" | "changed") => void;
}

export function ResetForm({ token, email, onEnd }: ResetFormProps) {
  const hydrated = useHydrated();
  const form = useForm({ resolver, mode: "onTouched", defaultValues: { token, password: "" } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async (input) => {
    try {
      const { signed_in } = await resetPassword(input);
      // Loads a new page, so that no data of another user stays in memory.
      if (signed_in) window.location.assign(HOME);
      else onEnd("changed");
    } catch (error) {
      const isInvalid = error instanceof ProblemError && error.problem.code === "reset_not_found";
      if (isInvalid) onEnd("invalid");
      else showProblem(error, { setError: form.setError, fields: { password: "password" } });
    }
  });

  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <input hidden type="text" autoComplete="username" value={email} readOnly />
      <Field label="New password" help="At least 12 characters." error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...form.register("password")} autoComplete="new-password" />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="mt-2"
        busy={isSubmitting || isSubmitSuccessful}
        disabled={!hydrated}
      >
        Set password
      </Button>
    </Form>
  );
}
