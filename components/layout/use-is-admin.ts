"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { meOptions } from "@/lib/users/queries";
import type { Me } from "@/lib/users/schema";

/**
 * Whether the person is an admin. The shell is drawn once and pages change inside it, so that is
 * asked again with every page they go to: whoever becomes admin sees it with their next click.
 */
export function useIsAdmin(user: Me | null): boolean {
  const client = useQueryClient();
  const path = usePathname();
  const seen = useRef(path);
  const { data } = useQuery({
    ...meOptions(),
    ...(user ? { initialData: user } : {}),
    enabled: user !== null,
  });
  useEffect(() => {
    if (seen.current === path) return;
    seen.current = path;
    void client.invalidateQueries(meOptions());
  }, [client, path]);
  return data?.role === "admin";
}
