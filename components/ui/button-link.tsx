import type { VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonVariants } from "./button";
import { cn } from "./cn";

type ButtonLinkProps = ComponentProps<typeof Link> & VariantProps<typeof buttonVariants>;

/** A link that looks like a button. */
export function ButtonLink({ className, variant, size, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={cn(buttonVariants({ variant, size }), className)} />;
}
