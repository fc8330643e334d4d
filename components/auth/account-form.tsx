"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, FormFault } from "@/components/ui/field";
import { formResolver } from "@/components/ui/form-resolver";
import { Input } from "@/components/ui/input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { HOME } from "@/lib/auth/next-path";
import { showProblem } from "@/lib/http/form-problem";
import { registerMutation, setUpMutation } from "@/lib/users/queries";
import { accountInput } from "@/lib/users/schema";

const FIELDS = { name: "name", email: "email", password: "password" } as const;
const resolver = formResolver(accountInput, {
  name: "Enter your name.",
  email: "Enter your e-mail address.",
  password: "Choose a password.",
});

interface AccountFormProps {
  /** The first admin, or a user. */
  purpose: "set-up" | "register";
}

export function AccountForm({ purpose }: AccountFormProps) {
  const hydrated = useHydrated();
  const create = useMutation(purpose === "set-up" ? setUpMutation() : registerMutation());
  const form = useForm({ resolver, mode: "onTouched" });
  const { errors } = form.formState;

  const submit = form.handleSubmit((input) =>
    create.mutate(input, {
      onSuccess: () => window.location.assign(HOME),
      onError: (error) =>
        showProblem(error, {
          setError: form.setError,
          fields: FIELDS,
          codes: { email_taken: "email" },
        }),
    }),
  );

  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-2">
      <FormFault>{errors.root?.message}</FormFault>
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register("name")} autoComplete="name" />}
      </Field>
      <Field label="E-mail address" error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" />
        )}
      </Field>
      <Field label="Password" help="At least 12 characters." error={errors.password?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register("password")}
            type="password"
            autoComplete="new-password"
          />
        )}
      </Field>
      <Button
        type="submit"
        look="primary"
        busy={create.isPending || create.isSuccess}
        disabled={!hydrated}
      >
        {purpose === "set-up" ? "Create the admin" : "Create account"}
      </Button>
    </form>
  );
}
