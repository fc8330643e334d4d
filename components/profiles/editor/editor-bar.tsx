"use client";

import type { ReactNode } from "react";
import { useFormState } from "react-hook-form";
import { useLeaveGuard } from "@/components/layout/leave-guard";
import { ChangeBar } from "@/components/ui/change-bar";
import { changesBetween } from "@/lib/profiles/diff";
import { useLive } from "./editor-context";
import { faultedIn } from "./paths";
import type { Core } from "./use-core";

const KEPT = "What you changed is kept in this browser and is here again when you come back.";

interface EditorBarProps {
  core: Core;
  isSaving: boolean;
  onSave: () => void;
  onDiscard: () => void;
  /** For a new profile: what the bar says before anything is changed. */
  unsaved?: string;
  children?: ReactNode;
}

/** How much is not saved, and what is wrong with it. Who leaves with changes is asked first. */
export function EditorBar({ core, ...bar }: EditorBarProps) {
  const { form, live, ground } = core;
  const count = useLive(live, (content) => changesBetween(ground.content, content).length);
  const { errors } = useFormState({ control: form.control });
  const wrong = faultedIn(errors).length;
  const toCorrect = wrong === 1 ? "1 field to correct" : `${wrong} fields to correct`;
  const fault = errors.root?.message ?? (wrong > 0 ? toCorrect : undefined);
  useLeaveGuard(count > 0, KEPT);
  return <ChangeBar {...bar} count={count} fault={fault} />;
}
