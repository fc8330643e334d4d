"use client";

import { SlidersHorizontal } from "lucide-react";
import { Button } from "./button";

interface FilterToggleProps {
  /** The id of the filters that it shows and hides. */
  controls: string;
  open: boolean;
  onToggle: (open: boolean) => void;
  /** How many filters are set; hidden ones would otherwise go unnoticed. */
  chosen: number;
  className: string;
}

/** Shows and hides filters on narrow screens. */
export function FilterToggle({ controls, open, onToggle, chosen, className }: FilterToggleProps) {
  return (
    <Button
      className={className}
      aria-expanded={open}
      aria-controls={controls}
      onClick={() => onToggle(!open)}
    >
      <SlidersHorizontal aria-hidden />
      {chosen > 0 ? `Filters (${chosen})` : "Filters"}
    </Button>
  );
}
