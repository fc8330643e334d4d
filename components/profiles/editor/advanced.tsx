"use client";

import { useState } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { SECTIONS } from "@/lib/registry/fields";
import { type Field, type Section, SECTION_LABELS } from "@/lib/registry/types";
import { useEditor, useLive } from "./editor-context";
import { FieldRows } from "./field-rows";
import { Part } from "./part";

const ADVANCED = ["circuit_breaker", "gpu_config", "image_settings"] as const;
export type Opened = Readonly<Partial<Record<string, boolean>>>;

export interface AdvancedProps {
  /** What was opened or closed by hand. */
  opened: Opened;
  onOpen: (section: Section, open: boolean) => void;
}

/** What few profiles set; each part is closed until something in it is set. */
export function Advanced({ opened, onOpen }: AdvancedProps) {
  return (
    <Part title="Advanced">
      <div>
        {ADVANCED.map((section) => (
          <AdvancedPart
            key={section}
            section={section}
            opened={opened[section]}
            onOpen={(open) => onOpen(section, open)}
          />
        ))}
      </div>
    </Part>
  );
}

interface PartProps {
  section: (typeof ADVANCED)[number];
  opened: boolean | undefined;
  onOpen: (open: boolean) => void;
}

function AdvancedPart({ section, opened, onOpen }: PartProps) {
  const { live, facts } = useEditor();
  const count = useLive(live, (content) => Object.keys(content[section] ?? {}).length);
  // What was open because of its values stays so when the last of them is unset.
  const [hadValues, setHadValues] = useState(count > 0);
  if (count > 0 && !hadValues) setHadValues(true);
  const isForImages = section === "image_settings";
  if (isForImages && facts.task.kind !== "image" && count === 0) return null;
  const fields: readonly Field[] = SECTIONS[section];
  return (
    <Disclosure
      title={SECTION_LABELS[section]}
      note={count === 0 ? "nothing set" : `${count} set`}
      open={opened ?? hadValues}
      onOpenChange={onOpen}
    >
      <FieldRows section={section} fields={fields} />
    </Disclosure>
  );
}
