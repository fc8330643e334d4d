"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Tabs } from "@/components/ui/tabs";
import { useUrlState } from "@/components/ui/use-url-state";
import { filtersIn, NO_FILTERS } from "@/lib/profiles/filters";
import { profileCountsOptions, profileListOptions } from "@/lib/profiles/queries";
import { ProfileFilterBar } from "./filter-bar";
import { ProfileList } from "./profile-list";

/** The page `/profiles`. Its tab, filters and order are in the URL. */
export function ProfilesView() {
  const [filters, change] = useUrlState(filtersIn, NO_FILTERS);
  const { data: counts } = useQuery(profileCountsOptions(filters));
  const list = useInfiniteQuery(profileListOptions(filters));
  const tabs = [
    { value: "me", label: "Mine", count: counts?.me },
    { value: "system", label: "System defaults", count: counts?.system },
    { value: "all", label: "All", count: counts && counts.me + counts.system },
  ] as const;

  return (
    <Tabs
      label="Whose profiles"
      value={filters.owner}
      onValueChange={(owner) => change({ owner }, "push")}
      tabs={tabs}
    >
      <ProfileFilterBar key={filters.owner} filters={filters} onChange={change} />
      <ProfileList filters={filters} onChange={change} list={list} />
    </Tabs>
  );
}
