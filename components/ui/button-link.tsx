import type { ComponentProps } from "react";
import { buttonClasses, type ButtonStyle } from "./button";
import { cn } from "./cn";
import { Link } from "./link";

type ButtonLinkProps = ComponentProps<typeof Link> & ButtonStyle;

/** A link that looks like a button. */
export function ButtonLink({ className, variant, size, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={cn(buttonClasses({ variant, size }), className)} />;
}
