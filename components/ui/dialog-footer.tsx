import type { ReactNode } from "react";

/** A dialog's buttons. They stay visible while its content scrolls. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 border-t border-line bg-panel px-5 py-3 max-sm:*:grow">
      {children}
    </div>
  );
}
