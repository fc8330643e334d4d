import type { ReactNode } from "react";

interface PageProps {
  title: ReactNode;
  /** A line or two under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page's heading with its actions, and what it is about. */
export function Page({ title, lead, actions, children }: PageProps) {
  return (
    <div className="grid min-w-0 gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1">
          <h1 tabIndex={-1} className="rounded text-xl font-semibold [overflow-wrap:anywhere]">
            {title}
          </h1>
          {lead && <div className="text-muted">{lead}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
