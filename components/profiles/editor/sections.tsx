"use client";

import { useMemo, useState } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { PageSection } from "@/components/ui/page";
import { SECTIONS } from "@/lib/registry/fields";
import { PARAMETER_GROUPS, PARAMETERS } from "@/lib/registry/parameters";
import { isSection, type Section, SECTION_LABELS } from "@/lib/registry/types";
import type { Field } from "@/lib/registry/types";
import { reasonNotTaken } from "@/lib/values/choices";
import { blankContent } from "@/lib/values/content";
import { inherit } from "@/lib/values/inherit";
import { useEditor, useSnapshot } from "./editor-context";
import { FieldRow } from "./field-row";
import type { Inherited } from "./origin-note";
import type { OpenSections } from "./use-editor-state";

const GROUPS = PARAMETER_GROUPS.map(({ group, label }) => ({
  label,
  fields: PARAMETERS.filter((parameter) => parameter.group === group),
}));

const ADVANCED = ["circuit_breaker", "gpu_config", "image_settings"] as const;

interface SectionsProps {
  open: OpenSections;
  onOpen: (section: Section, open: boolean) => void;
}

/** Every field of the registry: parameters in their groups, then the sections few profiles set. */
export function Sections({ open, onOpen }: SectionsProps) {
  return (
    <>
      <PageSection title="Parameters" isLarge>
        <div className="grid gap-5">
          {GROUPS.map(({ label, fields }) => (
            <section key={label} className="grid gap-1">
              <h3 className="text-xs font-semibold tracking-wide text-muted uppercase">{label}</h3>
              <FieldRows section="parameters" fields={fields} />
            </section>
          ))}
        </div>
      </PageSection>
      <PageSection title="Advanced" isLarge>
        <div>
          {ADVANCED.map((section) => (
            <AdvancedSection
              key={section}
              section={section}
              isOpen={open[section]}
              onOpen={(isOpen) => onOpen(section, isOpen)}
            />
          ))}
        </div>
      </PageSection>
    </>
  );
}

interface AdvancedSectionProps {
  section: (typeof ADVANCED)[number];
  isOpen: boolean | undefined;
  onOpen: (open: boolean) => void;
}

/** Closed until one of its fields is set. */
function AdvancedSection({ section, isOpen, onOpen }: AdvancedSectionProps) {
  const { store, references } = useEditor();
  const count = useSnapshot(store, ({ content }) => Object.keys(content[section] ?? {}).length);
  // Stays open when the last value is reset.
  const [hadValues, setHadValues] = useState(count > 0);
  if (count > 0 && !hadValues) setHadValues(true);
  const isForImages = section === "image_settings";
  if (isForImages && references.task.kind !== "image" && count === 0) return null;
  return (
    <Disclosure
      title={SECTION_LABELS[section]}
      note={count === 0 ? "nothing set" : `${count} set`}
      open={isOpen ?? hadValues}
      onOpenChange={onOpen}
    >
      <FieldRows section={section} fields={SECTIONS[section]} />
    </Disclosure>
  );
}

interface FieldRowsProps {
  section: Section;
  fields: readonly Field[];
}

/** One row per field. Fields that the task or model does not support appear only if they are set. */
function FieldRows({ section, fields }: FieldRowsProps) {
  const { store, references } = useEditor();
  const { task, model, traits, status, limits } = references;
  const inherited = useInherited();
  const setNames = useSnapshot(store, ({ content }) =>
    Object.keys(content[section] ?? {}).join(" "),
  );
  const set = new Set(setNames.split(" "));
  const rows = fields.map((field) => ({
    field,
    unsupported: reasonNotTaken(section, field, task.kind, traits),
  }));
  const isShown = ({ field, unsupported }: (typeof rows)[number]) =>
    unsupported === undefined || set.has(field.name);
  return (
    <div>
      {rows.filter(isShown).map(({ field, unsupported }) => (
        <FieldRow
          key={field.name}
          section={section}
          field={field}
          traits={traits}
          contextLength={model?.details.context_length ?? null}
          inherited={inherited.get(`${section}.${field.name}`)}
          status={status}
          unsupported={unsupported}
          limit={limits.get(`${section}.${field.name}`)}
        />
      ))}
      <UnsupportedFields rows={rows.filter((row) => !isShown(row))} />
    </div>
  );
}

interface UnsupportedFieldsProps {
  rows: readonly { field: Field; unsupported: string | undefined }[];
}

/** Fields that are hidden for this task or model, by reason. */
function UnsupportedFields({ rows }: UnsupportedFieldsProps) {
  const reasons = [...new Set(rows.map(({ unsupported }) => unsupported))];
  return reasons.map((reason) => {
    const labels = rows
      .filter(({ unsupported }) => unsupported === reason)
      .map(({ field }) => field.label);
    return (
      <p key={reason} className="border-t border-line py-2.5 text-xs text-muted first:border-t-0">
        <span className="font-medium">{labels.join(", ")}:</span> {reason}
      </p>
    );
  });
}

/**
 * By path, the value a field has while the profile does not set it, and its source. GPU fields that
 * are set take part, because a value that contradicts them is not inherited.
 */
function useInherited(): ReadonlyMap<string, Inherited> {
  const { store, references } = useEditor();
  const { task, model, bases, limits, status } = references;
  const gpu = useSnapshot(store, ({ content }) => content.gpu_config);
  return useMemo(() => {
    const found = new Map<string, Inherited>();
    // Origins are unreliable until everything is loaded.
    if (status !== "ready") return found;
    const blank = blankContent(task.type, model?.id ?? "");
    const own = { ...blank, id: "", gpu_config: gpu };
    const { effective, provenance } = inherit([own, ...bases], model, task.kind, [
      ...limits.values(),
    ]);
    const names = new Map(bases.map((base) => [`base:${base.id}`, base.name]));
    for (const [path, source] of Object.entries(provenance)) {
      const [section = "", name = ""] = path.split(".");
      const value = isSection(section) ? effective[section]?.[name] : undefined;
      if (source === "profile" || value === undefined) continue;
      found.set(path, { value, source, name: names.get(source) });
    }
    return found;
  }, [task, model, bases, limits, status, gpu]);
}
