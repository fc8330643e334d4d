import type { ComponentProps } from "react";
import { FormFault } from "./field";

interface FormProps extends Omit<ComponentProps<"form">, "className"> {
  /** What is wrong with it as a whole. */
  fault: string | undefined;
}

/** Fields below each other. Their faults are told by the form itself, not by the browser. */
export function Form({ fault, children, ...rest }: FormProps) {
  return (
    // Sent before React runs the page, nothing of it gets into the address.
    <form method="post" noValidate {...rest} className="grid gap-2">
      <FormFault>{fault}</FormFault>
      {children}
    </form>
  );
}
