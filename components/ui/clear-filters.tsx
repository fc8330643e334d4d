import { X } from "lucide-react";
import { Button } from "./button";
import { focusHeading } from "./move-focus";

/** Beside filters that narrow a list, as long as they do. */
export function ClearFilters({ onClear }: { onClear: () => void }) {
  const clear = () => {
    focusHeading();
    onClear();
  };
  return (
    <Button variant="ghost" className="justify-self-start" onClick={clear}>
      <X aria-hidden />
      Clear the filters
    </Button>
  );
}
