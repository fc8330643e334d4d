import { X } from "lucide-react";
import { Button } from "./button";

/** Beside filters that narrow a list. */
export function ClearFilters({ onClear, className }: { onClear: () => void; className?: string }) {
  return (
    <Button look="ghost" className={className} onClick={onClear}>
      <X aria-hidden />
      Clear the filters
    </Button>
  );
}
