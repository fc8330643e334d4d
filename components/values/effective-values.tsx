"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Fact, Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { withoutDirection } from "@/lib/direction";
import { modelPath } from "@/lib/models/address";
import { SECTION_LABELS, SECTION_NAMES, type Section } from "@/lib/registry/types";
import { countWords } from "@/lib/registry/words";
import type { Effective } from "@/lib/values/inherit";
import type { Warning } from "@/lib/values/layers";
import { setValues } from "@/lib/values/describe";
import type { SetValue } from "@/lib/values/summary";

interface EffectiveValuesProps {
  effective: Effective;
  /** Path of a value → `profile`, `base:<uuid>`, `model` or `lab`. */
  provenance: Readonly<Record<string, string>>;
  warnings: readonly Warning[];
  /** The profile that the values are of; its id is empty if it is not saved yet. */
  profile: Named;
  /** Null if the profile's model is not in the catalog. */
  model: { id: string } | null;
  /** Names of the base profiles by id, as far as they are known. */
  baseNames: ReadonlyMap<string, string>;
}

interface Named {
  id: string;
  name: string;
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

/** The source of a value, in words, with a link to it. */
function Origin({ path, ...values }: ValuesProps & { path: string }) {
  const { provenance, profile, model, baseNames } = values;
  const source = provenance[path];
  if (source === undefined || source === "profile") return "from the profile";
  if (source === "lab") return "built-in default";
  if (source === "bound") return "capped by a limit";
  if (source === "model") {
    return model ? (
      <>
        from <ValueLink href={modelPath(model.id)}>the model</ValueLink>
      </>
    ) : (
      "from the model"
    );
  }
  const id = source.replace("base:", "");
  return (
    <>
      from{" "}
      {id === profile.id ? (
        <bdi>{profile.name}</bdi>
      ) : (
        <ValueLink href={`/profiles/${id}`}>{baseNames.get(id) ?? "a base"}</ValueLink>
      )}
    </>
  );
}

type Path = `/profiles/${string}` | `/models/${string}`;

function ValueLink({ href, children }: { href: Path; children: ReactNode }) {
  return (
    <Link href={href} className="rounded underline underline-offset-2 hover:text-ink">
      <bdi>{children}</bdi>
    </Link>
  );
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
          <span className="min-w-0 [overflow-wrap:anywhere]">{withoutDirection(message)}</span>
        </li>
      ))}
    </ul>
  );
}

interface PartProps {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

function Part({ title, note, children }: PartProps) {
  return (
    <section className="@container grid min-w-0 gap-1">
      <h3 className="font-semibold">
        {title}
        {note && <span className="font-normal text-muted"> · {note}</span>}
      </h3>
      {children}
    </section>
  );
}

function Prompt(values: ValuesProps) {
  const { system_prompt } = values.effective;
  if (system_prompt === "") {
    return (
      <Part title="System prompt">
        <p className="text-muted">No system prompt is sent.</p>
      </Part>
    );
  }
  return (
    <Part title="System prompt" note={<Origin {...values} path="system_prompt" />}>
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
  const found = setValues(values.effective, section);
  if (found.length === 0) {
    return (
      NOTHING[section] && (
        <Part title={SECTION_LABELS[section]}>
          <p className="text-muted">{NOTHING[section]}</p>
        </Part>
      )
    );
  }
  const isBuiltIn = ({ field }: SetValue) =>
    values.provenance[`${section}.${field.name}`] === "lab";
  const builtIn = found.filter(isBuiltIn);
  const own = found.filter((value) => !isBuiltIn(value));
  return (
    <Part title={SECTION_LABELS[section]}>
      {own.length > 0 && <ValueList section={section} found={own} {...values} />}
      {builtIn.length > 0 && (
        <details>
          <summary className="w-fit rounded text-muted">
            {countWords(builtIn.length, "built-in default")}
          </summary>
          <ValueList section={section} found={builtIn} {...values} />
        </details>
      )}
    </Part>
  );
}

type ValueListProps = ValuesProps & { section: Section; found: readonly SetValue[] };

function ValueList({ section, found, ...values }: ValueListProps) {
  return (
    <Facts>
      {found.map(({ field, text, unit }) => (
        <Fact key={field.name} name={field.label}>
          <span className="grid gap-x-4 @lg:grid-cols-2">
            <span className="min-w-0 whitespace-pre-wrap">
              {text}
              {unit && <span className="text-muted"> {unit}</span>}
            </span>{" "}
            <span className="min-w-0 text-xs leading-5 text-muted @lg:text-right">
              <Origin {...values} path={`${section}.${field.name}`} />
            </span>
          </span>
        </Fact>
      ))}
    </Facts>
  );
}

/** Marks what a task uses now, or what it would use. */
export function ActiveBadge({ isActive }: { isActive: boolean }) {
  return isActive ? <Badge tone="accent">Active</Badge> : <Badge>Preview</Badge>;
}

interface ResolveCopyProps {
  /** What is on the screen, in the shape of the resolve call. */
  resolved: object;
  /** The path of the call that returns the profile on the screen; null if it is not saved as shown. */
  path: `/api/${string}` | null;
}

/** Copies what is on the screen as JSON, or the call that returns it. */
export function ResolveCopy({ resolved, path }: ResolveCopyProps) {
  const call = () => `curl -H "Authorization: Bearer $KEY" ${window.location.origin}${path}`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <CopyButton
        text={() => JSON.stringify(resolved, null, 2)}
        what="the JSON"
        label="Copy as JSON"
      />
      {path === null ? (
        <span className="text-xs text-muted">Save to copy a call that returns this profile.</span>
      ) : (
        <CopyButton text={call} what="the call" label="Copy as curl" />
      )}
    </div>
  );
}
