"use client";

import { cn } from "@/components/ui/cn";
import {
  ClearFilters,
  OptionSelect,
  SearchBox,
  useDebouncedText,
} from "@/components/ui/list-filters";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { isNarrowed, NO_USER_FILTERS, type UserFilters } from "@/lib/users/filters";

const SORTS = { created_at: "Oldest first", "-created_at": "Newest first" } as const;
const ROLES = { "": "Any role", admin: "Admins", user: "Users" } as const;
const STATUSES = {
  "": "Any status",
  enabled: "Enabled",
  disabled: "Disabled",
  invited: "Invited",
} as const;
type Status = keyof typeof STATUSES;

/** What each status asks for. An invited user has not set a password yet. */
const STATUS_FILTERS: Readonly<Record<Status, Pick<UserFilters, "disabled" | "invited">>> = {
  "": { disabled: "", invited: "" },
  enabled: { disabled: "false", invited: "" },
  disabled: { disabled: "true", invited: "" },
  invited: { disabled: "", invited: "true" },
};

function statusOf({ disabled, invited }: UserFilters): Status {
  if (invited === "true") return "invited";
  if (disabled === "") return "";
  return disabled === "true" ? "disabled" : "enabled";
}

interface UserFilterBarProps {
  filters: UserFilters;
  onChange: ChangeUrlState<UserFilters>;
}

export function UserFilterBar({ filters, onChange }: UserFilterBarProps) {
  const [words, type] = useDebouncedText(filters.q, (q) => onChange({ q }));
  const clear = () => {
    onChange({ ...NO_USER_FILTERS, sort: filters.sort });
    type("");
  };
  return (
    <div role="search" aria-label="Users" className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <SearchBox
        label="Search name and email address"
        placeholder="Search name or email"
        words={words}
        onType={type}
        className="max-sm:col-span-2 sm:w-72"
      />
      <Choices filters={filters} onChange={onChange} />
      {isNarrowed(filters) && <ClearFilters onClear={clear} />}
      <OptionSelect
        label="Sort by"
        className={cn("w-full sm:ml-auto sm:w-auto", !isNarrowed(filters) && "max-sm:col-span-2")}
        options={SORTS}
        value={filters.sort}
        onChoose={(sort) => onChange({ sort })}
      />
    </div>
  );
}

function Choices({ filters, onChange }: UserFilterBarProps) {
  return (
    <>
      <OptionSelect
        label="Role"
        className="w-full sm:w-auto"
        options={ROLES}
        value={filters.role}
        onChoose={(role) => onChange({ role })}
      />
      <OptionSelect
        label="Status"
        className="w-full sm:w-auto"
        options={STATUSES}
        value={statusOf(filters)}
        onChoose={(status) => onChange(STATUS_FILTERS[status])}
      />
    </>
  );
}
