"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const item =
  "flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 py-1 outline-none select-none data-disabled:cursor-default data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}

export function Menu({ trigger, children, align = "end" }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {/* Where its button is, so that it belongs to the same landmark. */}
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 max-w-[calc(100vw-1rem)] min-w-48 rounded-lg border border-line bg-panel p-1 font-normal shadow-lg"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item {...rest} className={cn(item, className)} />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2 py-1.5 text-xs [overflow-wrap:anywhere] text-muted">
      {children}
    </Radix.Label>
  );
}

export function MenuLine() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}

interface MenuChoiceProps {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  choices: readonly { value: string; label: string }[];
}

/** One choice of several, ticked. */
export function MenuChoice({ label, value, onValueChange, choices }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={cn(item, "pl-8")}>
          <Radix.ItemIndicator className="absolute left-3">
            <Check aria-hidden />
          </Radix.ItemIndicator>
          {choice.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
