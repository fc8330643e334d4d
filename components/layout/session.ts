"use client";

import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { SIGN_IN } from "@/lib/urls";
import { clientOf } from "@/lib/http/browser/client";
import type { usersContract } from "@/lib/users/contract";
import type { Me } from "@/lib/users/schema";
import { leaveBy } from "./leaving";
import { notifyFailure } from "./notify-failure";

const { read } = clientOf<typeof usersContract>();

/** The signed-in user. */
const ME = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => read("/api/me", { signal }),
});

/**
 * True if the user is an admin. The server renders the shell only once, so this reads the role again
 * on every page: a new admin sees the admin pages after the next click.
 */
export function useIsAdmin(user: Me | null): boolean {
  const client = useQueryClient();
  const path = usePathname();
  const lastPath = useRef(path);
  const { data } = useQuery({
    ...ME,
    ...(user ? { initialData: user } : {}),
    enabled: user !== null,
  });
  useEffect(() => {
    if (lastPath.current === path) return;
    lastPath.current = path;
    void client.invalidateQueries(ME);
  }, [client, path]);
  return data?.role === "admin";
}

/** The viewer's own account; undefined until it is read. */
export function useMe(): Me | undefined {
  return useQuery(ME).data;
}

/** Signs out in this browser, after asking if there are unsaved changes. */
export function useSignOut(): () => void {
  const { mutate } = useMutation({
    // Loaded when it is needed: every page contains this menu.
    mutationFn: async () => (await import("@/lib/auth/session-mutations")).signOut(),
    onError: notifyFailure,
    // Loads a new page, so that nothing of this user stays in memory.
    onSuccess: () => window.location.assign(SIGN_IN),
  });
  return () => leaveBy(() => mutate());
}
