"use client";

import type { ReactNode } from "react";
import { useFormState } from "react-hook-form";
import { leaveAtOnce, leaveBy, useLeaveGuard } from "@/components/layout/leave-guard";
import { Button } from "@/components/ui/button";
import { ChangeBar } from "@/components/ui/change-bar";
import { changesBetween } from "@/lib/values/changes";
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
export function EditorBar({ core, children, ...bar }: EditorBarProps) {
  const { form, live, ground, keep } = core;
  const count = useLive(live, (content) => changesBetween(ground.content, content).length);
  const { errors } = useFormState({ control: form.control });
  const wrong = faultedIn(errors).length;
  const toCorrect = wrong === 1 ? "1 field to correct" : `${wrong} fields to correct`;
  const fault = errors.root?.message ?? (wrong > 0 ? toCorrect : undefined);
  useLeaveGuard(count > 0, () => (keep() ? KEPT : undefined));
  return (
    <ChangeBar {...bar} count={count} error={fault}>
      <Remedy kind={errors.root?.type} keep={keep} />
      {children}
    </ChangeBar>
  );
}

/** What helps where trying again does not; who is signed out is led to the sign-in by the page. */
function Remedy({ kind, keep }: { kind: unknown; keep: () => boolean }) {
  if (kind !== "sign-in" && kind !== "reload") return null;
  const reload = () => window.location.reload();
  return (
    <Button onClick={() => (keep() ? leaveAtOnce : leaveBy)(reload)}>
      {kind === "sign-in" ? "Sign in" : "Reload"}
    </Button>
  );
}
