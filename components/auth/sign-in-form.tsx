"use client";

import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, FormFault } from "@/components/ui/field";
import { formResolver } from "@/components/ui/form-resolver";
import { Input } from "@/components/ui/input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { signInMutation } from "@/lib/auth/queries";
import { signInInput } from "@/lib/auth/schema";
import { failureText, ProblemError } from "@/lib/http/failure";

const resolver = formResolver(signInInput, {
  email: "Enter your e-mail address.",
  password: "Enter your password.",
});

/** `next`: where to go then. */
export function SignInForm({ next }: { next: string }) {
  const hydrated = useHydrated();
  const signIn = useMutation(signInMutation());
  const form = useForm({ resolver, mode: "onTouched" });
  const { errors } = form.formState;

  const submit = form.handleSubmit((input) =>
    signIn.mutate(input, {
      // A fresh page: nothing that was fetched for somebody else stays in memory.
      onSuccess: () => window.location.assign(next),
      onError: (error) => {
        const refused = error instanceof ProblemError;
        const message = refused ? error.problem.detail : failureText(error).detail;
        form.resetField("password");
        form.setFocus("password");
        form.setError("root", { message });
      },
    }),
  );

  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-2">
      <FormFault>{errors.root?.message}</FormFault>
      <Field label="E-mail address" error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...form.register("email")} type="email" autoComplete="username" />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register("password")}
            type="password"
            autoComplete="current-password"
          />
        )}
      </Field>
      <Button
        type="submit"
        look="primary"
        busy={signIn.isPending || signIn.isSuccess}
        disabled={!hydrated}
      >
        Sign in
      </Button>
    </form>
  );
}
