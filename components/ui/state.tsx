import type { ComponentType, ReactNode } from "react";

interface StateProps {
  icon: ComponentType<{ className?: string }>;
  title: string;
  children?: ReactNode;
  /** What to do next. */
  action?: ReactNode;
  /** A failure is read out when it appears. */
  alert?: boolean;
}

/** In the place of content: nothing there yet, or it could not be had. */
export function State({ icon: Icon, title, children, action, alert }: StateProps) {
  return (
    <div
      role={alert ? "alert" : undefined}
      className="grid justify-items-center gap-3 rounded-lg border border-dashed border-line px-4 py-12 text-center"
    >
      <Icon className="size-6 text-muted" aria-hidden />
      <div className="grid gap-1">
        <p className="font-medium">{title}</p>
        {children && <div className="max-w-prose text-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}
