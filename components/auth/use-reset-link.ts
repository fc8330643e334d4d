"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { readReset } from "@/lib/users/mutations";

/** What stands behind the `#` of the address, which browsers send to nobody. */
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

/** An answer, and the question it belongs to. */
interface Answer {
  to: string;
  email?: string;
  error?: unknown;
}

/** The link that the page was opened by: its secret, and whose password it sets. */
export function useResetLink() {
  const token = useFragment();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!token) return;
    let isCurrent = true;
    const take = (given: Omit<Answer, "to">) => {
      if (isCurrent) setAnswer({ to: token, ...given });
    };
    readReset(token).then(take, (error: unknown) => take({ error }));
    return () => {
      isCurrent = false;
    };
  }, [token, round]);
  const again = useCallback(() => {
    setAnswer(null);
    setRound((now) => now + 1);
  }, []);
  const current = answer !== null && answer.to === token ? answer : null;
  return { token, answer: current, again };
}
