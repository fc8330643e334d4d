import { useId } from "react";
import { cn } from "./cn";

interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: string;
  help?: React.ReactNode;
  error?: string | undefined;
  className?: string;
  /** The control's own id, where it is to be found by it. */
  id?: string;
  /** The control, given what ties it to its label, help and fault. */
  children: (control: ControlProps) => React.ReactNode;
}

/**
 * A labelled control with one line below for its help, or its fault. The line is kept free where
 * there is neither: nothing moves away from under the pointer when a fault appears.
 */
export function Field({ label, help, error, className, children, ...rest }: FieldProps) {
  const made = useId();
  const id = rest.id ?? made;
  const lineId = error || help ? `${id}-line` : undefined;
  return (
    <div className={cn("grid content-start gap-1", className)}>
      <label id={`${id}-label`} htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": lineId, "aria-invalid": error ? true : undefined })}
      <div id={lineId} className="min-h-4 text-xs text-muted">
        {error ? <Fault>{error}</Fault> : help}
      </div>
    </div>
  );
}

/** Drawn here: the sign-in, which every byte delays, needs this one alone. */
function FaultSign({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden className={className}>
      <circle cx="8" cy="8" r="7" strokeWidth="1.5" />
      <path d="M8 4.5v4.5M8 11.2v.3" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}

/** What is wrong with a field. */
export function Fault({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-1 text-xs text-danger">
      <FaultSign className="mt-0.5 size-3 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

/** What is wrong with a form as a whole; read out when it appears. */
export function FormFault({ children }: { children: React.ReactNode }) {
  return (
    <div role="alert" className="empty:hidden">
      {children && (
        <p className="flex items-start gap-2 rounded-md border border-danger bg-danger-soft px-3 py-2 text-danger">
          <FaultSign className="mt-0.5 size-4 shrink-0" />
          <span>{children}</span>
        </p>
      )}
    </div>
  );
}
