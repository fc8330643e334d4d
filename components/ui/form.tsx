import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

interface FormProps extends Omit<ComponentProps<"form">, "className"> {
  /** What is wrong with the form as a whole. */
  error: string | undefined;
}

/** Fields in a column. The form shows their errors itself, not the browser. */
export function Form({ error, children, ...rest }: FormProps) {
  return (
    // With `post`, a form submitted before React runs does not put its values into the URL.
    <form method="post" noValidate {...rest} className="grid gap-2">
      <FormError>{error}</FormError>
      {children}
    </form>
  );
}

interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  className?: string;
  /** The control's id, if it must be known outside. */
  id?: string;
  /** Renders the control with the attributes that link it to its label, help and error. */
  children: (control: ControlProps) => ReactNode;
}

/**
 * A labelled control with a line below for its help or error. The line keeps its space when empty, so
 * that an error moves nothing away from under the pointer.
 */
export function Field({ label, help, error, className, children, ...rest }: FieldProps) {
  const generatedId = useId();
  const id = rest.id ?? generatedId;
  const lineId = error || help ? `${id}-line` : undefined;
  return (
    <div className={cn("grid content-start gap-1", className)}>
      <label id={`${id}-label`} htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": lineId, "aria-invalid": error ? true : undefined })}
      <div id={lineId} className={cn("min-h-4 text-xs text-muted", Boolean(help) && "mb-2")}>
        {error ? <FieldError>{error}</FieldError> : help}
      </div>
    </div>
  );
}

/** Inline, because the sign-in page loads no other icon. */
function ErrorIcon({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden className={className}>
      <circle cx="8" cy="8" r="7" strokeWidth="1.5" />
      <path d="M8 4.5v4.5M8 11.2v.3" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}

/** What is wrong with one field. */
export function FieldError({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-1 text-xs text-danger">
      <ErrorIcon className="mt-0.5 size-3 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

/** What is wrong with a form as a whole; screen readers announce it. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className="empty:hidden">
      {children && (
        <p className="flex items-start gap-2 rounded-md border border-danger bg-danger-soft px-3 py-2 text-danger">
          <ErrorIcon className="mt-0.5 size-4 shrink-0" />
          <span>{children}</span>
        </p>
      )}
    </div>
  );
}

const box =
  "w-full min-w-0 rounded-md border border-field bg-panel px-2.5 text-ink aria-invalid:border-danger disabled:opacity-60";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  // Phones zoom the page when a field with text smaller than 16 px gets the focus.
  // Right-to-left text is shown in its own direction.
  return <input dir="auto" {...rest} className={cn(box, "h-8 max-sm:text-base", className)} />;
}

/** A native drop-down list, which `globals.css` gives the looks of the other controls. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={cn(box, "h-8 pr-7 max-sm:text-base", className)} />;
}

/** Text of several lines; the box grows with it. */
export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      dir="auto"
      {...rest}
      className={cn(box, "field-sizing-content resize-y py-1.5 max-sm:text-base", className)}
    />
  );
}
