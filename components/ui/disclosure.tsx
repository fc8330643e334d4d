"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";

interface DisclosureProps {
  title: string;
  /** Next to the title: a word or two about the content. */
  note?: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}

/** A collapsible part of a page; its content is rendered when it is first opened. */
export function Disclosure({ title, note, open, onOpenChange, children }: DisclosureProps) {
  const [hasOpened, setHasOpened] = useState(open);
  if (open && !hasOpened) setHasOpened(true);
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
      {hasOpened && <div className="pb-4">{children}</div>}
    </details>
  );
}
