"use client";

import { type SyntheticEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Form, Input } from "@/components/ui/form";
import { useHydrated } from "@/components/ui/use-browser";
import { signIn } from "@/lib/auth/mutations";
import { failureText, ProblemError } from "@/lib/http/browser/failure";

const BLANK = { email: "Enter your e-mail address.", password: "Enter your password." } as const;
type Name = keyof typeof BLANK;

const NAMES = ["email", "password"] as const;

/** The form's own state: what is wrong, what the server refused, and whether it is asked now. */
function useSignIn(next: string) {
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Partial<Record<Name, string>>>({});
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);

  const input = (name: Name) => form.current?.elements.namedItem(name) as HTMLInputElement;
  const faultOf = (name: Name) => (input(name).value.trim() ? undefined : BLANK[name]);
  const check = (name: Name) => setFaults({ ...faults, [name]: faultOf(name) });
  const refuse = (error: unknown) => {
    setBusy(false);
    setRefusal(error instanceof ProblemError ? error.problem.detail : failureText(error).detail);
    input("password").value = "";
    input("password").focus();
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setFaults({ email: faultOf("email"), password: faultOf("password") });
    const wrong = NAMES.find(faultOf);
    if (wrong) {
      input(wrong).focus();
      return;
    }
    setBusy(true);
    const given = { email: input("email").value, password: input("password").value };
    // A fresh page: nothing that was fetched for somebody else stays in memory.
    signIn(given).then(() => window.location.assign(next), refuse);
  };
  return { form, faults, check, refusal, busy, submit };
}

/**
 * `next`: where to go then. It is the door that everybody waits at, so it does without the libraries
 * that other forms stand on.
 */
export function SignInForm({ next }: { next: string }) {
  const hydrated = useHydrated();
  const { form, faults, check, refusal, busy, submit } = useSignIn(next);
  const control = (name: Name) => ({
    name,
    onBlur: () => check(name),
    onChange: () => faults[name] && check(name),
  });
  return (
    <Form ref={form} onSubmit={submit} error={refusal}>
      <Field label="E-mail address" error={faults.email}>
        {(field) => <Input {...field} {...control("email")} type="email" autoComplete="username" />}
      </Field>
      <Field label="Password" error={faults.password}>
        {(field) => (
          <Input
            {...field}
            {...control("password")}
            type="password"
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
