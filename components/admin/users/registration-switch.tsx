"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { notifyFailure } from "@/components/layout/notify-failure";
import { FailedState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { failureText } from "@/lib/http/browser/failure";
import { settingsOptions, updateSettingsMutation } from "@/lib/settings/queries";

/** Whether people can make accounts by themselves. */
export function RegistrationSwitch() {
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
        label="Registration is open"
        help={
          registration_open
            ? "Whoever can reach this installation can make an account."
            : "Nobody can make an account. Those that exist go on working."
        }
        checked={registration_open}
        onChange={(open) => update.mutate({ registration_open: open })}
      />
    </div>
  );
}
