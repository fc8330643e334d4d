"use client";

import { useState } from "react";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { SIGN_IN } from "@/lib/urls";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { ResetForm } from "./reset-form";
import { useResetLink } from "./use-reset-link";

function isUseless(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "reset_not_found";
}

/** All of `/reset`. `signedInAs`: who uses this browser now, if anybody does. */
export function ResetPassword({ signedInAs }: { signedInAs: string | null }) {
  const { token, answer, again } = useResetLink();
  const [end, setEnd] = useState<"useless" | "changed" | null>(null);
  if (end === "changed") return <Changed />;
  if (end === "useless" || token === "" || isUseless(answer?.error)) {
    return <Useless isWhole={token !== ""} />;
  }
  if (answer?.error !== undefined) {
    return <FailedState {...failureText(answer.error)} onRetry={again} />;
  }
  if (token === null || answer?.email === undefined) return <Reading />;
  const { email } = answer;
  return (
    <div className="grid gap-4">
      <p className="[overflow-wrap:anywhere]">
        For the account <strong>{email}</strong>. All its sessions end; API keys go on working.
      </p>
      {signedInAs !== null && signedInAs !== email && (
        <p className="rounded-md bg-warning-soft px-3 py-2 [overflow-wrap:anywhere] text-warning">
          You are signed in as {signedInAs}. With the new password this browser changes to the
          account above.
        </p>
      )}
      <ResetForm token={token} email={email} onEnd={setEnd} />
    </div>
  );
}

function Reading() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Reading the link</span>
      <Skeleton className="w-full" />
      <Skeleton className="h-8" />
    </div>
  );
}

function SignInLink() {
  return (
    <a href={SIGN_IN} className="font-medium text-accent underline">
      Sign in
    </a>
  );
}

function Useless({ isWhole }: { isWhole: boolean }) {
  return (
    <div role="alert" className="grid gap-3">
      <p className="font-medium">This link is of no use{isWhole ? " any more" : ""}</p>
      <p>
        {isWhole
          ? "It was used, a newer one has taken its place, or it is older than 24 hours."
          : "The part behind the # is missing: copy the whole link."}{" "}
        Ask an admin for a new one; until it is used, the old password stays.
      </p>
      <p className="text-muted">
        You know your password? <SignInLink />
      </p>
    </div>
  );
}

/** The password is set, but its user may not sign in at present. */
function Changed() {
  return (
    <div role="alert" className="grid gap-3">
      <p className="font-medium">Your password is changed</p>
      <p>
        You could not be signed in with it: the account is disabled, or there were too many failed
        sign-ins. Try again in a while, or ask an admin.
      </p>
      <p>
        <SignInLink />
      </p>
    </div>
  );
}
