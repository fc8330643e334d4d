import { X } from "lucide-react";
import { Button } from "./button";

/** Beside filters that narrow a list. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  return (
    <Button look="ghost" className="justify-self-start" onClick={onClear}>
      <X aria-hidden />
      Clear the filters
    </Button>
  );
}
