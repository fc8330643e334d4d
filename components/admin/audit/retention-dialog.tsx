"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { FieldError, Form, Input } from "@/components/ui/form";
import { toast } from "@/components/ui/toast";
import { olderEventsOptions } from "@/lib/audit/queries";
import type { RetentionSetting } from "./retention";
import { failureSentence } from "@/lib/http/browser/failure";
import { MAX_DAYS } from "@/lib/settings/contract";
import { countWords } from "@/lib/registry/words";
import { updateSettingsMutation } from "@/lib/settings/queries";

const DAY = 24 * 60 * 60 * 1000;

interface RetentionDialogProps {
  setting: RetentionSetting;
  /** Days that rows are kept; 0 is forever. */
  days: number;
  open: boolean;
  onClose: () => void;
}

/** The typed number of days; null if it is not valid. */
function daysIn(typed: string): number | null {
  const days = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= MAX_DAYS ? days : null;
}

const TITLES = {
  audit_days: {
    title: "Retention of audit events",
    description:
      "Older events are deleted, the oldest first and at most one day of them per hour, and the audit records how many. Deleted events cannot be recovered: download them first.",
    noun: "events",
  },
  request_days: {
    title: "Retention of gateway requests",
    description:
      "Older requests are deleted, the oldest first and at most one day of them per hour. Their hourly usage totals stay.",
    noun: "requests",
  },
  usage_days: {
    title: "Retention of hourly usage totals",
    description: "Older totals are deleted, the oldest first and at most one day of them per hour.",
    noun: "totals",
  },
} as const;

export default function RetentionDialog(props: RetentionDialogProps) {
  const { setting, days, open, onClose } = props;
  const { title, description } = TITLES[setting];
  return (
    <Dialog open={open} onClose={onClose} title={title} description={description}>
      <RetentionForm setting={setting} days={days} onClose={onClose} />
    </Dialog>
  );
}

/** The form's values, with their error after the first attempt to save. */
function useRetention(setting: RetentionSetting, now: number, onClose: () => void) {
  const [isForever, setForever] = useState(now === 0);
  const [typed, setTyped] = useState(String(now === 0 ? 365 : now));
  const [tried, setTried] = useState(false);
  const days = isForever ? 0 : daysIn(typed);
  const { mutate, isPending, error } = useMutation(updateSettingsMutation(useQueryClient()));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (days === null) {
      document.getElementById(FIELD)?.focus();
      return;
    }
    const onSuccess = () => {
      toast({ kind: "success", title: "Retention saved" });
      onClose();
    };
    mutate({ [setting]: days }, { onSuccess });
  };
  const fault =
    tried && days === null
      ? `Enter a whole number from 1 to ${MAX_DAYS.toLocaleString("en")}.`
      : undefined;
  return { isForever, setForever, typed, setTyped, days, fault, isPending, error, submit };
}

const FIELD = "retention-days";

interface RetentionFormProps extends Pick<RetentionDialogProps, "setting" | "days"> {
  onClose: () => void;
}

function RetentionForm({ setting, days: now, onClose }: RetentionFormProps) {
  const form = useRetention(setting, now, onClose);
  const { noun } = TITLES[setting];
  const isShorter = form.days !== null && form.days > 0 && (now === 0 || form.days < now);
  const isCounted = isShorter && setting === "audit_days";
  const older = useOlderEvents(form.days ?? 0, isCounted);
  const deletes = isShorter && !(isCounted && older.data === 0);
  return (
    <Form onSubmit={form.submit} error={form.error ? failureSentence(form.error) : undefined}>
      <fieldset className="grid gap-2">
        <legend className="sr-only">Keep {noun}</legend>
        <Choice label="Forever" checked={form.isForever} onChoose={() => form.setForever(true)} />
        <div className="flex flex-wrap items-center gap-2">
          <Choice
            label="For this many days"
            checked={!form.isForever}
            onChoose={() => form.setForever(false)}
          />
          <Input
            id={FIELD}
            aria-label="Days"
            aria-invalid={form.fault ? true : undefined}
            aria-describedby={`${FIELD}-fault`}
            inputMode="numeric"
            className="w-24!"
            value={form.typed}
            onFocus={() => form.setForever(false)}
            onChange={({ target }) => form.setTyped(target.value)}
          />
        </div>
        <div id={`${FIELD}-fault`} className="min-h-4 text-xs">
          {form.fault && <FieldError>{form.fault}</FieldError>}
        </div>
      </fieldset>
      {isCounted && <DeletedCount older={older} />}
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant={deletes ? "danger" : "primary"}
          busy={form.isPending}
          disabled={form.days === now}
        >
          {deletes ? `Save and delete older ${noun}` : "Save"}
        </Button>
      </DialogFooter>
    </Form>
  );
}

interface ChoiceProps {
  label: string;
  checked: boolean;
  onChoose: () => void;
}

function Choice({ label, checked, onChoose }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="radio"
        name="retention"
        checked={checked}
        onChange={onChoose}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  );
}

/** How many events are older than so many days. */
function useOlderEvents(days: number, enabled: boolean) {
  const [today] = useState(() => Date.now());
  const time = new Date(today - days * DAY).toISOString();
  return useQuery({ ...olderEventsOptions(time), enabled });
}

/** How many events the new retention deletes. */
function DeletedCount({ older }: { older: ReturnType<typeof useOlderEvents> }) {
  if (older.isPending) return <p className="text-muted">Counting older events…</p>;
  if (older.isError) return <p>Could not count the older events.</p>;
  return (
    <p role="status" className="pb-2">
      {older.data === 0
        ? "No events are older."
        : `${countWords(older.data, "event")} will be permanently deleted.`}
    </p>
  );
}
