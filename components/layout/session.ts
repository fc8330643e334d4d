"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { SIGN_IN } from "@/lib/urls";
import { signOut } from "@/lib/auth/mutations";
import { meOptions } from "@/lib/users/queries";
import type { Me } from "@/lib/users/schema";
import { leaveBy } from "./leave-guard";
import { notifyFailure } from "./notify-failure";

/**
 * True if the user is an admin. The server renders the shell only once, so this reads the role again
 * on every page: a new admin sees the admin pages after the next click.
 */
export function useIsAdmin(user: Me | null): boolean {
  const client = useQueryClient();
  const path = usePathname();
  const lastPath = useRef(path);
  const { data } = useQuery({
    ...meOptions(),
    ...(user ? { initialData: user } : {}),
    enabled: user !== null,
  });
  useEffect(() => {
    if (lastPath.current === path) return;
    lastPath.current = path;
    void client.invalidateQueries(meOptions());
  }, [client, path]);
  return data?.role === "admin";
}

/** Signs out in this browser, after asking if there are unsaved changes. */
export function useSignOut(): () => void {
  const { mutate } = useMutation({
    mutationFn: signOut,
    onError: notifyFailure,
    // Loads a new page, so that nothing of this user stays in memory.
    onSuccess: () => window.location.assign(SIGN_IN),
  });
  return () => leaveBy(() => mutate());
}
