"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { OptionGroup } from "@/components/ui/combobox";
import { THEME_LABELS, THEMES, useTheme } from "@/components/ui/theme";
import { useFocusReturn } from "@/components/ui/use-focus-return";
import { overviewOptions } from "@/lib/assignments/queries";
import { catalogOptions } from "@/lib/models/queries";
import { allProfilesOptions } from "@/lib/profiles/queries";
import { useGuardedNavigate } from "./leaving";
import {
  ADMIN_PAGES,
  modelPlaces,
  PAGES,
  profilePlaces,
  search,
  taskPlaces,
} from "./palette-places";
import { useSignOut } from "./session";

/** Options that do something instead of opening a page. */
function useActions() {
  const [, setTheme] = useTheme();
  const signOut = useSignOut();
  const themes = THEMES.map((theme) => ({
    value: `theme:${theme}`,
    label: `Appearance: ${THEME_LABELS[theme].toLowerCase()}`,
    run: () => setTheme(theme),
  }));
  const actions = [...themes, { value: "sign-out", label: "Sign out", run: signOut }];
  const group: OptionGroup = { label: "Actions", options: actions };
  const run = (value: string) => actions.find((action) => action.value === value)?.run();
  return { group, run };
}

interface PaletteProps {
  isAdmin: boolean;
  onClose: () => void;
}

/** The search palette: all pages, tasks, profiles and models, and global actions. */
export default function Palette({ isAdmin, onClose }: PaletteProps) {
  const navigate = useGuardedNavigate();
  const actions = useActions();
  const chosen = useRef<string | null>(null);
  // Runs after the focus has returned, because the action may open a dialog.
  const { onOpenAutoFocus, onCloseAutoFocus } = useFocusReturn(() => {
    const value = chosen.current;
    if (value?.startsWith("/")) navigate(value);
    else if (value) actions.run(value);
  });
  const choose = (value: string) => {
    chosen.current = value;
    onClose();
  };
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Radix.Content
          onOpenAutoFocus={onOpenAutoFocus}
          onCloseAutoFocus={onCloseAutoFocus}
          aria-describedby={undefined}
          className="fixed top-2 left-1/2 z-50 w-[calc(100vw-1rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-panel shadow-xl sm:top-[12vh]"
        >
          <Radix.Title className="sr-only">Search</Radix.Title>
          <Places isAdmin={isAdmin} actions={actions.group} onChoose={choose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface PlacesProps {
  isAdmin: boolean;
  actions: OptionGroup;
  onChoose: (value: string) => void;
}

function Places({ isAdmin, actions, onChoose }: PlacesProps) {
  const [words, setWords] = useState("");
  const profiles = useQuery(allProfilesOptions());
  const catalog = useQuery(catalogOptions());
  // Only what a page has loaded: for the palette alone it would take too long.
  const { data: overview } = useQuery({ ...overviewOptions(), enabled: false });
  const profileGroup = useMemo(() => profilePlaces(profiles.data), [profiles.data]);
  const taskGroup = useMemo(
    () => taskPlaces(overview?.data, profiles.data),
    [overview, profiles.data],
  );
  const modelGroup = useMemo(() => modelPlaces(catalog.data?.data), [catalog.data]);
  const pages = isAdmin ? [PAGES, ADMIN_PAGES] : [PAGES];
  const { found, more } = search([...pages, actions, taskGroup, profileGroup, modelGroup], words);
  const isPending = profiles.isPending || catalog.isPending;
  return (
    <Command label="Search" shouldFilter={false}>
      <div className="flex items-center gap-2 border-b border-line px-3">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          value={words}
          onValueChange={setWords}
          placeholder="Page, task, profile, model or action"
          className="h-11 w-full min-w-0 bg-transparent outline-none max-sm:text-base"
        />
      </div>
      <Command.List
        label="Pages and actions"
        className="max-h-[min(26rem,calc(100dvh-8rem))] overflow-y-auto p-1"
      >
        {!isPending && (
          <Command.Empty className="px-2 py-6 text-center text-muted">No matches.</Command.Empty>
        )}
        {found.map((group) => (
          <Group key={group.label} group={group} onChoose={onChoose} />
        ))}
      </Command.List>
      <div
        role="status"
        className="border-t border-line px-3 py-1.5 text-xs text-muted empty:hidden"
      >
        {isPending && "Loading profiles and models…"}
        {!isPending && more > 0 && `${more} more. Type to filter.`}
      </div>
      <Failed what="Profiles" query={profiles} />
      <Failed what="Models" query={catalog} />
    </Command>
  );
}

interface GroupProps {
  group: OptionGroup;
  onChoose: (value: string) => void;
}

function Group({ group, onChoose }: GroupProps) {
  return (
    <Command.Group
      heading={group.label}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {group.options.map(({ value, label, note }) => (
        <Command.Item
          key={value}
          value={value}
          onSelect={() => onChoose(value)}
          className="flex min-h-8 cursor-pointer flex-wrap items-baseline gap-x-3 rounded px-2 py-1.5 outline-none select-none data-[selected=true]:bg-hover"
        >
          <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
          {note && <span className="max-w-full min-w-0 truncate text-xs text-muted">{note}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

interface FailedProps {
  what: string;
  query: { isError: boolean; isFetching: boolean; data: unknown; refetch: () => Promise<unknown> };
}

/** Shown if profiles or models could not be loaded; the other results still work. */
function Failed({ what, query }: FailedProps) {
  if (!query.isError || query.data !== undefined) return null;
  return (
    <div
      role="alert"
      className="flex items-center justify-between gap-2 border-t border-line px-3 py-1.5"
    >
      {what} could not be loaded.
      <Button busy={query.isFetching} onClick={() => void query.refetch()}>
        Try again
      </Button>
    </div>
  );
}
