"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";

interface DisclosureProps {
  title: string;
  /** Beside the title: what is inside, in a word or two. */
  note?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** A part of a page that is closed until it is wanted; what is in it is drawn once it was open. */
export function Disclosure({ title, note, open, onOpenChange, children }: DisclosureProps) {
  const [ever, setEver] = useState(open);
  if (open && !ever) setEver(true);
  return (
    <details
      open={open}
      onToggle={({ currentTarget }) => onOpenChange(currentTarget.open)}
      className="group border-t border-line"
    >
      <summary className="-mx-1 flex min-h-10 list-none items-center gap-2 rounded px-1 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        <span className="font-medium">{title}</span>
        {note && <span className="text-xs text-muted">{note}</span>}
      </summary>
      {ever && <div className="pb-4">{children}</div>}
    </details>
  );
}
