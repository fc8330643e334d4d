"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Pencil, Power, Trash2 } from "lucide-react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { updateSourceMutation } from "@/lib/models/mutations";
import type { CatalogSource } from "@/lib/models/source-schema";

interface SourceMenuProps {
  source: CatalogSource;
  onEdit: () => void;
  onRemove: () => void;
  /** Called once the source is enabled; the caller then reads it. */
  onEnabled: () => void;
}

export function SourceMenu({ source, onEdit, onRemove, onEnabled }: SourceMenuProps) {
  const { id, provider, enabled } = source;
  const update = useMutation({
    ...updateSourceMutation(useQueryClient()),
    onError: notifyFailure,
  });
  const toggle = () =>
    update.mutate(
      { id, patch: { enabled: !enabled } },
      {
        onSuccess: () => {
          if (!enabled) onEnabled();
          else toast({ kind: "success", title: `${provider} disabled`, action: again });
        },
      },
    );
  const again = {
    label: "Enable",
    onClick: () => update.mutate({ id, patch: { enabled: true } }, { onSuccess: onEnabled }),
  };
  return (
    <Menu
      variant="ghost"
      size="icon"
      busy={update.isPending}
      aria-label={`Actions for ${provider}`}
      entries={[
        { label: "Edit…", icon: Pencil, onSelect: onEdit },
        { label: enabled ? "Disable" : "Enable", icon: Power, onSelect: toggle },
        { kind: "separator" },
        { label: "Remove…", icon: Trash2, danger: true, onSelect: onRemove },
      ]}
    >
      <Ellipsis aria-hidden />
    </Menu>
  );
}
