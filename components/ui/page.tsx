import type { ReactNode } from "react";

interface PageProps {
  title: ReactNode;
  /** One or two lines below the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page's heading with its actions, and its content. */
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

interface PageSectionProps {
  title: string;
  /** For the sections of a page that is one long form. */
  isLarge?: boolean;
  /** For links to the section. */
  id?: string;
  children: ReactNode;
}

/** A part of a page with its own heading. */
export function PageSection({ title, isLarge, id, children }: PageSectionProps) {
  return (
    <section
      id={id}
      className={isLarge ? "grid min-w-0 gap-3" : "grid min-w-0 content-start gap-2"}
    >
      <h2 className={isLarge ? "text-base font-semibold" : "font-semibold"}>{title}</h2>
      {children}
    </section>
  );
}
