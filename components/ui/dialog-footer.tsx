import type { ReactNode } from "react";

/** The buttons of a dialog; they stay in sight where its content scrolls. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 border-t border-line bg-panel px-5 py-3 max-sm:*:grow">
      {children}
    </div>
  );
}
