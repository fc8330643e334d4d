"use client";

import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Form, Input } from "@/components/ui/form";
import { formResolver } from "@/components/ui/form-resolver";
import { PasswordInput } from "@/components/ui/password-input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { FIND_ENGINES, HOME } from "@/lib/urls";
import { showProblem } from "@/lib/http/browser/form-problem";
import { register, setUp } from "@/lib/auth/mutations";
import { useFirstFocus } from "./use-first-focus";

const FIELDS = { name: "name", email: "email", password: "password" } as const;
const schema = async () => (await import("@/lib/users/schema")).accountInput;
const resolver = formResolver(schema, {
  name: "Enter your name.",
  email: "Enter your email address.",
  password: "Choose a password.",
});

interface AccountFormProps {
  /** Creates the first admin, or a user. */
  purpose: "set-up" | "register";
}

export function AccountForm({ purpose }: AccountFormProps) {
  const hydrated = useHydrated();
  const form = useForm({ resolver, mode: "onTouched" });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  useFirstFocus("name");

  const submit = form.handleSubmit(async (input) => {
    try {
      await (purpose === "set-up" ? setUp(input) : register(input));
      window.location.assign(purpose === "set-up" ? FIND_ENGINES : HOME);
    } catch (error) {
      const { setError } = form;
      showProblem(error, { setError, fields: FIELDS, codes: { email_taken: "email" } });
    }
  });

  return (
    <Form onSubmit={submit} error={errors.root?.message}>
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register("name")} autoComplete="name" />}
      </Field>
      <Field label="Email address" error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" />
        )}
      </Field>
      <Field label="Password" help="At least 12 characters." error={errors.password?.message}>
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
        {purpose === "set-up" ? "Create admin account" : "Create account"}
      </Button>
    </Form>
  );
}
