"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { Page } from "@/components/ui/page";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { SIGN_IN } from "@/lib/urls";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { readReset } from "@/lib/users/account-mutations";
import type { ResetSubject } from "@/lib/users/schema";
import { ResetForm } from "./reset-form";

/** The part of the URL after the `#`, which browsers never send to a server. */
function useFragment(): string | null {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("hashchange", listener);
      return () => window.removeEventListener("hashchange", listener);
    },
    () => window.location.hash.slice(1),
    () => null,
  );
}

/** What the server answered for a token. */
interface Answer {
  token: string;
  subject?: ResetSubject;
  error?: unknown;
}

/** The secret in the link that opened the page, and the account it belongs to. */
function useResetLink() {
  const token = useFragment();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!token) return;
    let isCurrent = true;
    const finish = (result: Omit<Answer, "token">) => {
      if (isCurrent) setAnswer({ token, ...result });
    };
    readReset(token).then(
      (subject) => finish({ subject }),
      (error: unknown) => finish({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [token, attempt]);
  const retry = useCallback(() => {
    setAnswer(null);
    setAttempt((count) => count + 1);
  }, []);
  const current = answer !== null && answer.token === token ? answer : null;
  return { token, answer: current, retry };
}

function isInvalid(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "reset_not_found";
}

type End = "invalid" | "incomplete" | "changed";

const TITLES: Readonly<Record<End, string>> = {
  invalid: "Link no longer valid",
  incomplete: "Link incomplete",
  changed: "Password changed",
};

/** The page `/reset`. `signedInAs` is the email of the user who is signed in, if any. */
export function ResetPassword({ signedInAs }: { signedInAs: string | null }) {
  const { token, answer, retry } = useResetLink();
  const [formEnd, setFormEnd] = useState<"invalid" | "changed" | null>(null);
  const linkEnd = token === "" ? "incomplete" : isInvalid(answer?.error) ? "invalid" : null;
  const end: End | null = formEnd ?? linkEnd;
  if (end !== null) {
    return (
      <Page title={TITLES[end]}>
        <Ended end={end} />
      </Page>
    );
  }
  return (
    <Page title="Choose a password">
      {answer?.error !== undefined ? (
        <FailedState {...failureText(answer.error)} onRetry={retry} />
      ) : token === null || answer?.subject === undefined ? (
        <Loading />
      ) : (
        <Choice token={token} subject={answer.subject} signedInAs={signedInAs} onEnd={setFormEnd} />
      )}
    </Page>
  );
}

interface ChoiceProps {
  token: string;
  subject: ResetSubject;
  signedInAs: string | null;
  onEnd: (end: "invalid" | "changed") => void;
}

function Choice({ token, subject, signedInAs, onEnd }: ChoiceProps) {
  const { email, invited } = subject;
  return (
    <div className="grid gap-4">
      <p className="[overflow-wrap:anywhere]">
        For the account <strong>{email}</strong>.{" "}
        {invited
          ? "You sign in with this email address and password from now on."
          : "This ends all its sessions. API keys keep working."}
      </p>
      {signedInAs !== null && signedInAs !== email && (
        <p className="rounded-md bg-warning-soft px-3 py-2 [overflow-wrap:anywhere] text-warning">
          You are signed in as {signedInAs}. If you set this password, the browser switches to the
          account above.
        </p>
      )}
      <ResetForm token={token} email={email} onEnd={onEnd} />
    </div>
  );
}

function Loading() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading</span>
      <Skeleton className="w-full" />
      <Skeleton className="h-8" />
    </div>
  );
}

function Ended({ end }: { end: End }) {
  const link = (
    <a href={SIGN_IN} className="font-medium text-accent underline">
      sign in
    </a>
  );
  return (
    <p role="alert">
      {end === "changed" ? (
        <>
          You could not be signed in: the account is disabled, or there were too many failed
          sign-ins. Try again later, or ask an admin. Then {link}.
        </>
      ) : (
        <>
          {end === "invalid"
            ? "It was used, replaced or has expired. "
            : "The part after the # is missing: copy the whole link. "}
          Ask an admin for a new link, or {link} with your current password.
        </>
      )}
    </p>
  );
}
