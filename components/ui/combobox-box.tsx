"use client";

import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { type ReactNode, type RefObject, useState } from "react";
import { cn } from "./cn";
import type { ComboboxProps, Option, OptionGroup } from "./combobox";
import { matching } from "./matching";
import { useOptionSearch } from "./use-option-search";
import { belongingTo } from "./use-opener";

/** As many as anybody reads; who wants another types more of it. */
const MOST = 100;

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
        {...belongingTo(trigger)}
        className="z-50 w-[max(var(--radix-popover-trigger-width),18rem)] max-w-[calc(100vw-1rem)] overflow-hidden rounded-lg border border-line bg-panel shadow-lg"
      >
        <List {...list} />
      </Radix.Content>
    </Radix.Root>
  );
}

type ListProps = Omit<BoxProps, "id" | "trigger" | "onClose">;

const NOTHING = {
  done: "Nothing matches.",
  busy: "Searching…",
  failed: "The search failed. Type again to try again.",
} as const;

/**
 * What is shown for the words; what was found by a search of its own is only cut off. Never what was
 * typed before: Enter takes the first that is shown.
 */
function useFound({ groups, find, search }: ListProps, words: string) {
  const searched = useOptionSearch(search, words);
  const found = find
    ? matching(find(words), "", MOST)
    : matching([...groups, ...searched.groups], words, MOST);
  return { ...found, nothing: NOTHING[searched.state] };
}

function List(props: ListProps) {
  const { value, label, placeholder, status, onChoose } = props;
  const [words, setWords] = useState("");
  const { found, more, nothing } = useFound(props, words);
  return (
    <Command label={label} shouldFilter={false} defaultValue={value ?? undefined}>
      <div className="flex items-center gap-2 border-b border-line px-2.5">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
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
          {status ?? nothing}
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
        {more > 0 && <p className="px-2 py-1.5 text-xs text-muted">{more} more: type to narrow.</p>}
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
        // It can be reached, so that the reason is read.
        if (!disabled) onChoose(value);
      }}
    >
      <div
        // Said here: cmdk would say of its own element that it is enabled.
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
            {chosen && <span className="sr-only"> (chosen)</span>}
          </span>
          {note && <span className="text-xs text-muted">{note}</span>}
          {disabled && <span className="text-xs text-warning">{disabled}</span>}
        </span>
      </div>
    </Command.Item>
  );
}
