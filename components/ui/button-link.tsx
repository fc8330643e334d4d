import type { VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonLook } from "./button-look";
import { cn } from "./cn";

type ButtonLinkProps = ComponentProps<typeof Link> & VariantProps<typeof buttonLook>;

/** A link that looks like a button. */
export function ButtonLink({ className, look, size, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={cn(buttonLook({ look, size }), className)} />;
}
