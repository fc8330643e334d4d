"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useUrlState } from "@/components/ui/use-url-state";
import { NO_USER_FILTERS, userFiltersIn } from "@/lib/users/filters";
import { userListOptions } from "@/lib/users/queries";
import { RegistrationSwitch } from "./registration-switch";
import { UserFilterBar } from "./user-filter-bar";
import { UserList } from "./user-list";

/** All of `/admin/users`: what is shown stands in the address. `me`: the id of whoever looks. */
export function UsersView({ me }: { me: string }) {
  const [filters, change] = useUrlState(userFiltersIn, NO_USER_FILTERS);
  const list = useInfiniteQuery(userListOptions(filters));
  return (
    <div className="grid min-w-0 gap-4">
      <RegistrationSwitch />
      <UserFilterBar filters={filters} onChange={change} />
      <UserList filters={filters} onChange={change} list={list} me={me} />
    </div>
  );
}
