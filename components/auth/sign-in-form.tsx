"use client";

import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Form, Input } from "@/components/ui/form";
import { PasswordInput } from "@/components/ui/password-input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useFirstFocus } from "./use-first-focus";

// Loaded while the visitor types.
const load = () => import("./try-sign-in");

const BLANK = { email: "Enter your email address.", password: "Enter your password." } as const;
const NAMES = ["email", "password"] as const;
type Name = (typeof NAMES)[number];

/** Errors of the fields, the server's error, and whether a request is running. */
function useSignIn(next: string) {
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const inputs = { email, password };
  const [errors, setErrors] = useState<Partial<Record<Name, string>>>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);

  const valueOf = (name: Name) => inputs[name].current?.value ?? "";
  const errorOf = (name: Name) => (valueOf(name).trim() ? undefined : BLANK[name]);
  const check = (name: Name) => setErrors({ ...errors, [name]: errorOf(name) });
  useEffect(() => void load().catch(() => undefined), []);
  const fail = (detail: string) => {
    setBusy(false);
    setFailure(detail);
    if (password.current) password.current.value = "";
    password.current?.focus();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setErrors({ email: errorOf("email"), password: errorOf("password") });
    const invalid = NAMES.find(errorOf);
    if (invalid) {
      inputs[invalid].current?.focus();
      return;
    }
    setBusy(true);
    const input = { email: valueOf("email"), password: valueOf("password") };
    load().then(
      async ({ trySignIn }) => {
        const detail = await trySignIn(input);
        if (detail !== null) fail(detail);
        // Loads a new page, so that no data of another user stays in memory.
        else window.location.assign(next);
      },
      () => fail("Check your connection, then reload the page."),
    );
  };
  return { inputs, errors, check, failure, busy, submit };
}

/**
 * Signs in and goes to `next`. Every user waits for this page, so it does not use the libraries of the
 * other forms.
 */
export function SignInForm({ next }: { next: string }) {
  const hydrated = useHydrated();
  const { inputs, errors, check, failure, busy, submit } = useSignIn(next);
  useFirstFocus("email");
  const control = (name: Name) => ({
    name,
    onBlur: () => check(name),
    onChange: () => errors[name] && check(name),
  });
  return (
    <Form onSubmit={submit} error={failure}>
      <Field label="Email address" error={errors.email}>
        {(field) => (
          <Input
            {...field}
            {...control("email")}
            ref={inputs.email}
            type="email"
            autoComplete="username"
          />
        )}
      </Field>
      <Field label="Password" error={errors.password}>
        {(field) => (
          <PasswordInput
            {...field}
            {...control("password")}
            ref={inputs.password}
            autoComplete="current-password"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={busy} disabled={!hydrated}>
        Sign in
      </Button>
    </Form>
  );
}
