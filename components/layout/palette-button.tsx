"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { isDialogOpen } from "@/components/ui/dialog";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";

const load = () => import("./palette");
const Palette = lazy(load);

function isShortcut({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && ctrlKey !== metaKey && !shiftKey && !altKey;
}

/** Opens the search palette, as do Ctrl+K and ⌘K on any page. The palette loads on first use. */
export function PaletteButton({ isAdmin }: { isAdmin: boolean }) {
  const [open, setOpen] = useState(false);
  const isMac = useHydrated() && navigator.userAgent.includes("Mac");
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return;
      // Browsers use this shortcut too.
      event.preventDefault();
      setOpen((shown) => !shown && !isDialogOpen());
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        className="text-muted! max-sm:w-8 max-sm:border-transparent! max-sm:bg-transparent! max-sm:px-0! lg:max-xl:w-8 lg:max-xl:px-0!"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        <Search aria-hidden />
        {/* Beside all links of the navigation there is no room for it at first. */}
        <span className="max-sm:sr-only lg:max-xl:sr-only">Search…</span>
        <kbd aria-hidden className="ml-4 font-sans text-xs max-xl:hidden">
          {isMac ? "⌘ K" : "Ctrl K"}
        </kbd>
      </Button>
      {open && (
        <Suspense>
          <Palette isAdmin={isAdmin} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
