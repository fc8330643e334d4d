"use client";

import { useCallback, useMemo } from "react";
import { useStoredText } from "@/components/ui/use-stored";

function idsIn(text: string): string[] {
  return text.split(" ").filter(Boolean);
}

/** The profiles whose columns come first, stored in this browser per user. */
export function usePins(userId: string) {
  const [text, update] = useStoredText(`assignments.pins.${userId}`);
  const pins = useMemo(() => new Set(idsIn(text)), [text]);
  const toggle = useCallback(
    (id: string) =>
      update((before) => {
        const ids = idsIn(before);
        const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
        return next.join(" ");
      }),
    [update],
  );
  return [pins, toggle] as const;
}
