"use client";

import { Download } from "lucide-react";
import { useId } from "react";
import { buttonClasses } from "@/components/ui/button";
import { ClearFilters, useDebouncedText } from "@/components/ui/list-filters";
import { Input, Select } from "@/components/ui/form";
import type { ChangeUrlState } from "@/components/ui/use-url-state";
import { useHydrated } from "@/components/ui/use-hydrated";
import {
  type AuditFilters,
  dayIn,
  isNarrowed,
  NO_AUDIT_FILTERS,
  startOfDay,
} from "@/lib/audit/filters";
import { actionGroup, AUDIT_ACTIONS } from "@/lib/audit/labels";
import { exportAddress } from "@/lib/audit/queries";
import { ActorFilter } from "./actor-filter";

interface AuditFilterBarProps {
  filters: AuditFilters;
  /** The chosen actor's name. */
  actorName: string;
  onChange: ChangeUrlState<AuditFilters>;
}

export function AuditFilterBar({ filters, actorName, onChange }: AuditFilterBarProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-2">
      <div
        role="search"
        aria-label="Events"
        className="grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto sm:flex-wrap"
      >
        <ActorFilter
          actor={filters.actor}
          name={actorName}
          onChange={(actor) => onChange({ actor })}
        />
        <ActionFilter filters={filters} onChange={onChange} />
        <TargetFilter filters={filters} onChange={onChange} />
        <SinceFilter filters={filters} onChange={onChange} />
        {isNarrowed(filters) && <ClearFilters onClear={() => onChange(NO_AUDIT_FILTERS)} />}
      </div>
      <div className="flex gap-2">
        {(["csv", "json"] as const).map((format) => (
          <a
            key={format}
            href={exportAddress(filters, format)}
            download
            className={buttonClasses()}
          >
            <Download aria-hidden />
            <span>
              <span className="sr-only">Download </span>
              {format.toUpperCase()}
            </span>
          </a>
        ))}
      </div>
    </div>
  );
}

type FilterProps = Omit<AuditFilterBarProps, "actorName">;

/** Actions by the kind of their target. */
const ACTIONS = Object.entries(AUDIT_ACTIONS).map(([action, label]) => ({
  action,
  label,
  group: actionGroup(action),
}));
const GROUPS = [...new Set(ACTIONS.map(({ group }) => group))];

function ActionFilter({ filters, onChange }: FilterProps) {
  return (
    <Select
      aria-label="Action"
      className="w-full sm:w-52"
      value={filters.action}
      onChange={({ target }) => onChange({ action: target.value })}
    >
      <option value="">Any action</option>
      {GROUPS.map((group) => (
        <optgroup key={group} label={group}>
          {ACTIONS.filter((each) => each.group === group).map(({ action, label }) => (
            <option key={action} value={action}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  );
}

function TargetFilter({ filters, onChange }: FilterProps) {
  const [words, type] = useDebouncedText(filters.target, (target) => onChange({ target }));
  return (
    <Input
      aria-label="Target"
      placeholder="Target of an event"
      title="The complete target, such as profile: and an id. An open event shows it."
      maxLength={400}
      spellCheck={false}
      autoComplete="off"
      className="col-span-2 w-full sm:w-56"
      value={words}
      onChange={({ target }) => type(target.value)}
    />
  );
}

function SinceFilter({ filters, onChange }: FilterProps) {
  const id = useId();
  const hydrated = useHydrated();
  // The server does not know the viewer's time zone.
  const day = hydrated && filters.since !== "" ? dayIn(filters.since) : "";
  const [words, type] = useDebouncedText(day, (typed) => onChange({ since: startOfDay(typed) }));
  return (
    <div className="flex items-center gap-2 max-sm:col-span-2">
      <label htmlFor={id} className="text-muted">
        Since
      </label>
      <Input
        id={id}
        type="date"
        className="w-full sm:w-36"
        value={words}
        onChange={({ target }) => type(target.value)}
      />
    </div>
  );
}
