"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { Switch } from "@/components/ui/switch";
import { useUrlState } from "@/components/ui/use-url-state";
import { failureText } from "@/lib/http/browser/failure";
import { settingsOptions, updateSettingsMutation } from "@/lib/settings/queries";
import { NO_USER_FILTERS, userFiltersIn } from "@/lib/users/filters";
import { userListOptions } from "@/lib/users/queries";
import { UserFilterBar } from "./user-filter-bar";
import { UserList } from "./user-list";

/** The page `/admin/users`. Its filters are in the URL; `me` is the viewer's id. */
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

/** Opens and closes registration. */
function RegistrationSwitch() {
  const settings = useQuery(settingsOptions());
  const options = updateSettingsMutation(useQueryClient());
  const update = useMutation({
    ...options,
    onError: (...failure) => {
      options.onError?.(...failure);
      notifyFailure(failure[0]);
    },
  });
  if (settings.isPending) return <Skeleton className="h-15" />;
  if (!settings.data) {
    return <FailedState {...failureText(settings.error)} onRetry={() => void settings.refetch()} />;
  }
  const { registration_open } = settings.data;
  return (
    <div className="rounded-lg border border-line bg-panel p-3">
      <Switch
        label="Registration"
        help={
          registration_open
            ? "Registration is open: anyone who can reach this server can create an account."
            : "Registration is closed: only people whom an admin invites get an account."
        }
        checked={registration_open}
        onChange={(open) => update.mutate({ registration_open: open })}
      />
    </div>
  );
}
