"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { RefObject } from "react";
import { cn } from "./cn";
import { Link } from "./link";
import type { MenuChoiceEntry, MenuEntry, MenuItemEntry } from "./menu";
import { contentHandlers } from "./use-popover";

const item =
  "flex min-h-8 w-full cursor-pointer items-center gap-2 rounded px-2 py-1 text-left outline-none select-none data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

interface EntriesProps {
  entries: readonly MenuEntry[];
  align: "start" | "end";
  /** The id of the menu's button. */
  labelledBy: string;
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** The open menu of `Menu`. */
export default function MenuEntries(props: EntriesProps) {
  const { entries, align, labelledBy, trigger, onClose } = props;
  return (
    <Radix.Root open modal={false} onOpenChange={onClose}>
      {/* Positions the menu: the button itself is rendered before Radix loads. */}
      <Radix.Trigger asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </Radix.Trigger>
      {/* Not in a portal, so that the menu is in the same landmark as its button. */}
      <Radix.Content
        aria-labelledby={labelledBy}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        {...contentHandlers(trigger)}
        className="z-50 max-w-[calc(100vw-1rem)] min-w-48 rounded-lg border border-line bg-panel p-1 font-normal shadow-lg"
      >
        {entries.map((entry, index) => (
          <Entry key={index} entry={entry} />
        ))}
      </Radix.Content>
    </Radix.Root>
  );
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === "separator") return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
  if (entry.kind === "label") return <Label>{entry.label}</Label>;
  return entry.kind === "choice" ? <Choice {...entry} /> : <Item {...entry} />;
}

function Label({ children }: { children: string }) {
  return (
    <Radix.Label className="px-2 py-1.5 text-xs [overflow-wrap:anywhere] text-muted">
      {children}
    </Radix.Label>
  );
}

function Item({ label, icon: Icon, href, current, onSelect, danger, disabled }: MenuItemEntry) {
  const icon = Icon && <Icon aria-hidden className={disabled ? "self-start" : undefined} />;
  if (disabled) {
    return (
      <Radix.Item aria-disabled onSelect={(event) => event.preventDefault()} className={item}>
        {icon}
        <span className="grid text-muted">
          {label}
          <span className="max-w-48 text-xs">{disabled}</span>
        </span>
      </Radix.Item>
    );
  }
  if (href === undefined) {
    return (
      <Radix.Item onSelect={onSelect} className={cn(item, danger && "text-danger")}>
        {icon}
        {label}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item asChild className={item}>
      <Link
        href={href}
        aria-current={current ? "page" : undefined}
        className="aria-[current=page]:font-semibold aria-[current=page]:text-accent"
      >
        {icon}
        {label}
      </Link>
    </Radix.Item>
  );
}

/** One of several options; the chosen one has a check mark. */
function Choice({ label, value, onValueChange, choices }: MenuChoiceEntry) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
      <Label>{label}</Label>
      {choices.map((choice) => (
        <Radix.RadioItem
          key={choice.value}
          value={choice.value}
          className={cn(item, "relative pl-8")}
        >
          <Radix.ItemIndicator className="absolute left-2">
            <Check aria-hidden />
          </Radix.ItemIndicator>
          {choice.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
