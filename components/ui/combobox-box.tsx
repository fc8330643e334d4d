"use client";

import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { type ReactNode, type RefObject, useState } from "react";
import { cn } from "./cn";
import type { ComboboxProps, Option, OptionGroup } from "./combobox";
import { filterOptions, useOptionSearch } from "./option-search";
import { contentHandlers } from "./use-popover";

/** Options that are shown at once; typing more finds the others. */
const MAX_SHOWN = 100;

interface BoxProps {
  id: string;
  groups: readonly OptionGroup[];
  search: ComboboxProps["search"];
  find: ((words: string) => readonly OptionGroup[]) | undefined;
  status: ReactNode;
  value: string | null;
  label: string;
  placeholder: string;
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
  onChoose: (value: string) => void;
}

/** The open list of `Combobox`. */
export default function ComboboxBox({ id, trigger, onClose, ...list }: BoxProps) {
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Anchor asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </Radix.Anchor>
      <Radix.Content
        id={id}
        aria-label={list.label}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        {...contentHandlers(trigger)}
        className="z-50 w-[max(var(--radix-popover-trigger-width),18rem)] max-w-[calc(100vw-1rem)] overflow-hidden rounded-lg border border-line bg-panel shadow-lg"
      >
        <List {...list} />
      </Radix.Content>
    </Radix.Root>
  );
}

type ListProps = Omit<BoxProps, "id" | "trigger" | "onClose">;

const EMPTY_TEXTS = {
  done: "No matches.",
  busy: "Searching…",
  failed: "The search failed. Type to try again.",
} as const;

/** The options to show. They always match the current text, because Enter chooses the first. */
function useFound({ groups, find, search, value }: ListProps, words: string) {
  const searched = useOptionSearch(search, words);
  const all = find ? find(words) : [...groups, ...searched.groups];
  const { found, more } = filterOptions(all, find ? "" : words, MAX_SHOWN);
  // The list opens at the current choice, even if it is not among the first.
  const isCurrent = (option: Option) => option.value === value;
  const isHidden = words === "" && !found.some(({ options }) => options.some(isCurrent));
  const current = isHidden ? all.flatMap(({ options }) => options).filter(isCurrent) : [];
  const first = current.length > 0 ? [{ label: "Current choice", options: current }] : [];
  return { found: [...first, ...found], more, emptyText: EMPTY_TEXTS[searched.state] };
}

/** Scrolls the chosen option into view when it appears. */
function showChosen(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

function List(props: ListProps) {
  const { value, label, placeholder, status, onChoose } = props;
  const [words, setWords] = useState("");
  const { found, more, emptyText } = useFound(props, words);
  return (
    <Command label={label} shouldFilter={false} defaultValue={value ?? undefined}>
      <div className="flex items-center gap-2 border-b border-line px-2.5">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          dir="auto"
          value={words}
          onValueChange={setWords}
          placeholder={placeholder}
          className="h-9 w-full min-w-0 bg-transparent outline-none max-sm:text-base"
        />
      </div>
      <Command.List
        label={label}
        className="max-h-[min(22rem,var(--radix-popover-content-available-height))] overflow-y-auto p-1"
      >
        <Command.Empty className="px-2 py-6 text-center text-muted">
          {status ?? emptyText}
        </Command.Empty>
        {found.map((group, index) => (
          <Command.Group
            key={group.label ?? index}
            heading={group.label}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
          >
            {group.options.map((option) => (
              <Item
                key={option.value}
                option={option}
                chosen={option.value === value}
                onChoose={onChoose}
              />
            ))}
          </Command.Group>
        ))}
        {more > 0 && <p className="px-2 py-1.5 text-xs text-muted">{more} more. Type to filter.</p>}
      </Command.List>
    </Command>
  );
}

interface ItemProps {
  option: Option;
  chosen: boolean;
  onChoose: (value: string) => void;
}

function Item({ option, chosen, onChoose }: ItemProps) {
  const { value, label, note, disabled } = option;
  return (
    <Command.Item
      asChild
      value={value}
      onSelect={() => {
        // Disabled options can still get the focus, so that the reason is read.
        if (!disabled) onChoose(value);
      }}
    >
      <div
        ref={chosen ? showChosen : undefined}
        // Set here, because cmdk marks its own element as enabled.
        aria-disabled={Boolean(disabled)}
        className="flex cursor-pointer items-start gap-2 rounded px-2 py-1 outline-none select-none aria-disabled:cursor-default data-[selected=true]:bg-hover"
      >
        <Check
          aria-hidden
          className={cn("mt-0.5 size-4 shrink-0 text-accent", !chosen && "invisible")}
        />
        <span className="grid min-w-0 [overflow-wrap:anywhere]">
          <span className={disabled && "text-muted"}>
            {label}
            {chosen && <span className="sr-only"> (selected)</span>}
          </span>
          {note && <span className="text-xs text-muted">{note}</span>}
          {disabled && <span className="text-xs text-warning">{disabled}</span>}
        </span>
      </div>
    </Command.Item>
  );
}
