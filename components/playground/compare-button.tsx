"use client";

import { Columns2 } from "lucide-react";
import { Button } from "@/components/ui/button";

/** What is compared at once, the edited profile included. */
const MAX_COLUMNS = 4;

interface CompareProps {
  /** Columns beside that of the edited profile. */
  count: number;
  onCompare: () => void;
}

/** Adds a column, as long as there is room for one. */
export function CompareButton({ count, onCompare }: CompareProps) {
  if (count + 1 >= MAX_COLUMNS) return null;
  return (
    <Button onClick={onCompare}>
      <Columns2 aria-hidden />
      {count === 0 ? "Compare" : "Add another"}
    </Button>
  );
}
