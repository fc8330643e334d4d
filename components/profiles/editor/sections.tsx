"use client";

import { useState } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { PageSection } from "@/components/ui/page";
import { SECTIONS } from "@/lib/registry/fields";
import { type Section, SECTION_LABELS } from "@/lib/registry/types";
import { useEditor, useSnapshot } from "./editor-context";
import { FieldRows, RevealButton } from "./field-rows";
import { anchorOf, type ParameterPart, useParameterParts } from "./section-list";
import type { OpenSections } from "./use-editor-state";

const ADVANCED = ["circuit_breaker", "gpu_config", "image_settings"] as const;

interface SectionsProps {
  open: OpenSections;
  onOpen: (section: Section, open: boolean) => void;
}

/**
 * Every field of the registry: parameters in their groups, then the sections few profiles set. A task
 * that generates images starts with the image settings.
 */
export function Sections({ open, onOpen }: SectionsProps) {
  const isForImages = useEditor().references.task.kind === "image";
  return (
    <>
      {isForImages && (
        <PageSection title={SECTION_LABELS.image_settings} isLarge id={anchorOf("image_settings")}>
          <FieldRows section="image_settings" fields={SECTIONS.image_settings} />
        </PageSection>
      )}
      <Parameters />
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

/** The groups of parameters. Those that the task does not use are named in one line. */
function Parameters() {
  const parts = useParameterParts();
  const unused = parts.filter(({ isUsed }) => !isUsed);
  const [isRevealed, setRevealed] = useState(false);
  return (
    <PageSection title="Parameters" isLarge id={anchorOf("parameters")}>
      <div className="grid gap-5">
        {parts
          .filter(({ isUsed }) => isUsed || isRevealed)
          .map((part) => (
            <section key={part.group} id={anchorOf(part.group)} className="grid gap-1">
              <h3 className="text-xs font-semibold tracking-wide text-muted uppercase">
                {part.label}
              </h3>
              <FieldRows section="parameters" fields={part.fields} startsRevealed={!part.isUsed} />
            </section>
          ))}
        <UnusedParts parts={unused} isRevealed={isRevealed} onReveal={setRevealed} />
      </div>
    </PageSection>
  );
}

interface UnusedPartsProps {
  parts: readonly ParameterPart[];
  isRevealed: boolean;
  onReveal: (isRevealed: boolean) => void;
}

function UnusedParts({ parts, isRevealed, onReveal }: UnusedPartsProps) {
  const { label } = useEditor().references.task;
  if (parts.length === 0) return null;
  return (
    <div className="flex items-center justify-between gap-4 text-xs text-muted">
      <p>
        <span className="font-medium">{parts.map((part) => part.label).join(", ")}:</span> not used
        for {label}.
      </p>
      <RevealButton what="unused parameters" isRevealed={isRevealed} onReveal={onReveal} />
    </div>
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
  // Image settings of other tasks appear only if they are set; those of image tasks come first.
  const isHidden = references.task.kind === "image" || count === 0;
  if (section === "image_settings" && isHidden) return null;
  return (
    <div id={anchorOf(section)}>
      <Disclosure
        title={SECTION_LABELS[section]}
        note={count === 0 ? "nothing set" : `${count} set`}
        open={isOpen ?? hadValues}
        onOpenChange={onOpen}
      >
        <FieldRows section={section} fields={SECTIONS[section]} />
      </Disclosure>
    </div>
  );
}
