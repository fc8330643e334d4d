"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Pencil, Power, Trash2 } from "lucide-react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { updateEngineMutation } from "@/lib/engines/mutations";
import type { EngineView } from "@/lib/engines/schema";

interface EngineMenuProps {
  engine: EngineView;
  onEdit: () => void;
  onRemove: () => void;
  /** Called once the engine is enabled; the caller then reads it. */
  onEnabled: (engine: EngineView) => void;
}

export function EngineMenu({ engine, onEdit, onRemove, onEnabled }: EngineMenuProps) {
  const { id, name, enabled } = engine;
  const update = useMutation({
    ...updateEngineMutation(useQueryClient()),
    onError: notifyFailure,
  });
  const toggle = () =>
    update.mutate(
      { id, patch: { enabled: !enabled } },
      {
        onSuccess: (saved) => {
          if (saved.enabled) onEnabled(saved);
          else toast({ kind: "success", title: `${name} disabled`, action: again });
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
      aria-label={`Actions for ${name}`}
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
