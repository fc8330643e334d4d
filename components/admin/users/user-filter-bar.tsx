"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { SearchBox } from "@/components/ui/search-box";
import type { ChangeAddress } from "@/components/ui/use-address";
import { useTyped } from "@/components/ui/use-typed";
import { isNarrowed, NO_USER_FILTERS, type UserFilters } from "@/lib/users/filters";

interface UserFilterBarProps {
  filters: UserFilters;
  onChange: ChangeAddress<UserFilters>;
}

export function UserFilterBar({ filters, onChange }: UserFilterBarProps) {
  const [words, type] = useTyped(filters.q, (q) => onChange({ q }));
  const clear = () => {
    onChange({ ...NO_USER_FILTERS, sort: filters.sort });
    type("");
  };
  return (
    <div role="search" aria-label="Users" className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <SearchBox
        label="Search name and e-mail address"
        placeholder="Search name or address"
        words={words}
        onType={type}
        className="max-sm:col-span-2 sm:w-72"
      />
      <Choices filters={filters} onChange={onChange} />
      <Select
        aria-label="Order"
        className="w-full sm:ml-auto sm:w-auto"
        value={filters.sort}
        onChange={({ target }) => onChange({ sort: target.value as UserFilters["sort"] })}
      >
        <option value="created_at">Oldest first</option>
        <option value="-created_at">Newest first</option>
      </Select>
      {isNarrowed(filters) && (
        <Button look="ghost" className="max-sm:col-span-2" onClick={clear}>
          <X aria-hidden />
          Clear the filters
        </Button>
      )}
    </div>
  );
}

function Choices({ filters, onChange }: UserFilterBarProps) {
  return (
    <>
      <Select
        aria-label="Role"
        className="w-full sm:w-auto"
        value={filters.role}
        onChange={({ target }) => onChange({ role: target.value as UserFilters["role"] })}
      >
        <option value="">Any role</option>
        <option value="admin">Admins</option>
        <option value="user">Users</option>
      </Select>
      <Select
        aria-label="State"
        className="w-full sm:w-auto"
        value={filters.disabled}
        onChange={({ target }) => onChange({ disabled: target.value as UserFilters["disabled"] })}
      >
        <option value="">Any state</option>
        <option value="false">Enabled</option>
        <option value="true">Disabled</option>
      </Select>
    </>
  );
}
