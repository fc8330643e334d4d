"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts } from "@/components/ui/facts";
import type { Effective } from "@/lib/values/inherit";
import type { Warning } from "@/lib/values/layers";
import { setValues } from "@/lib/values/summary";
import { SECTION_LABELS, SECTION_NAMES, type Section } from "@/lib/registry/types";
import { CopyButton } from "@/components/ui/copy-button";

interface EffectiveValuesProps {
  effective: Effective;
  /** Path of a value → `profile`, `base:<uuid>`, `model` or `lab`. */
  provenance: Readonly<Record<string, string>>;
  warnings: readonly Warning[];
  /** Names of the base profiles by id, as far as they are known. */
  baseNames: ReadonlyMap<string, string>;
}

/** Every effective value with its source. */
export function EffectiveValues({ warnings, ...values }: EffectiveValuesProps) {
  return (
    <div className="grid min-w-0 gap-6">
      <Warnings warnings={warnings} />
      <Prompt {...values} />
      {SECTION_NAMES.map((section) => (
        <SectionValues key={section} section={section} {...values} />
      ))}
    </div>
  );
}

type ValuesProps = Omit<EffectiveValuesProps, "warnings">;

/** The source of a value, in words. */
function originText(source: string | undefined, baseNames: ValuesProps["baseNames"]): string {
  if (source === undefined || source === "profile") return "from the profile";
  if (source === "model") return "from the model";
  if (source === "lab") return "built-in default";
  if (source === "bound") return "capped by a limit";
  const name = baseNames.get(source.replace("base:", ""));
  return name === undefined ? "from a base" : `from ${name}`;
}

export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul aria-label="Warnings" className="grid gap-1">
      {warnings.map(({ code, message }) => (
        <li
          key={`${code} ${message}`}
          className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning"
        >
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span className="min-w-0 [overflow-wrap:anywhere]">{message}</span>
        </li>
      ))}
    </ul>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 gap-1">
      <h3 className="font-semibold">
        {title}
        {note && <span className="font-normal text-muted"> · {note}</span>}
      </h3>
      {children}
    </section>
  );
}

function Prompt({ effective, provenance, baseNames }: ValuesProps) {
  const { system_prompt } = effective;
  if (system_prompt === "") {
    return (
      <Part title="System prompt">
        <p className="text-muted">No system prompt is sent.</p>
      </Part>
    );
  }
  return (
    <Part title="System prompt" note={originText(provenance.system_prompt, baseNames)}>
      <CodeBlock label="Effective system prompt" kind="prose" low>
        {system_prompt}
      </CodeBlock>
    </Part>
  );
}

/** What an empty section says; null hides it. */
const NOTHING: Readonly<Record<Section, string | null>> = {
  parameters: "Nothing is sent: the engine decides.",
  circuit_breaker: null,
  gpu_config: "Nothing is sent: the engine decides.",
  // Most tasks do not generate images.
  image_settings: null,
};

function SectionValues({ section, ...values }: ValuesProps & { section: Section }) {
  const { effective, provenance, baseNames } = values;
  const found = setValues(effective, section);
  if (found.length === 0) {
    return (
      NOTHING[section] && (
        <Part title={SECTION_LABELS[section]}>
          <p className="text-muted">{NOTHING[section]}</p>
        </Part>
      )
    );
  }
  return (
    <Part title={SECTION_LABELS[section]}>
      <Facts>
        {found.map(({ field, text, unit }) => (
          <Fact key={field.name} name={field.label}>
            <span className="flex flex-wrap gap-x-4">
              <span className="min-w-0 whitespace-pre-wrap">
                {text}
                {unit && <span className="text-muted"> {unit}</span>}
              </span>{" "}
              <span className="ml-auto text-right text-xs leading-5 text-muted">
                {originText(provenance[`${section}.${field.name}`], baseNames)}
              </span>
            </span>
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

interface ResolveCopyProps {
  /** The task's key. */
  task: string;
  /** What the resolve call returns. */
  resolved: object;
}

/** Copies the resolve call's result as JSON, or the call itself. */
export function ResolveCopy({ task, resolved }: ResolveCopyProps) {
  const call = () =>
    `curl -H "Authorization: Bearer $KEY" ${window.location.origin}/api/resolve/${task}`;
  return (
    <div className="flex flex-wrap gap-2">
      <CopyButton
        text={() => JSON.stringify(resolved, null, 2)}
        what="the JSON"
        label="Copy as JSON"
      />
      <CopyButton text={call} what="the call" label="Copy as curl" />
    </div>
  );
}
