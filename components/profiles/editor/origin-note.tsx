import { TriangleAlert } from "lucide-react";
import { Link } from "@/components/ui/link";
import { limitText } from "@/lib/bounds/words";
import type { Field, Value } from "@/lib/registry/types";
import { engineDefaults } from "@/lib/registry/engines";
import { isNumeric } from "@/lib/registry/fields";
import { heldTo, type Limit } from "@/lib/values/limits";
import { valueText } from "@/lib/values/summary";
import type { LoadStatus } from "./use-references";

/** The value a field has while the profile does not set it. */
export interface Inherited {
  value: Value;
  /** `base:<uuid>`, `model`, `lab` or `bound`. */
  source: string;
  /** The base's name. */
  name: string | undefined;
}

function Source({ source, name }: Inherited) {
  if (source === "model") return "from the model";
  if (source === "lab") return "built-in default";
  if (source === "bound") return "set by a limit";
  return (
    <>
      from{" "}
      <Link
        href={`/profiles/${source.replace("base:", "")}`}
        className="rounded underline underline-offset-2 hover:text-ink"
      >
        <bdi>{name ?? "a base"}</bdi>
      </Link>
    </>
  );
}

function unsetNote(field: Field): string {
  const engines = engineDefaults(field);
  const usual =
    engines === "" && field.default !== undefined
      ? `usually ${valueText(field, field.default)}`
      : engines;
  return `not set: the engine decides${usual && ` (${usual})`}`;
}

interface OriginProps {
  field: Field;
  isSet: boolean;
  inherited: Inherited | undefined;
  status: LoadStatus;
}

/** Where the value comes from, and for a value set here the one it overrides. */
function Origin({ field, isSet, inherited, status }: OriginProps) {
  if (!isSet && status === "loading") return "not set: loading the inherited value…";
  if (!isSet && status === "failed") return "not set: the inherited value could not be loaded";
  if (!isSet && !inherited) return unsetNote(field);
  if (!isSet && inherited) {
    // A number is only dimmed in its control: here it can be read.
    return (
      <>
        {isNumeric(field) && `${valueText(field, inherited.value)}, `}
        <Source {...inherited} />
      </>
    );
  }
  if (!inherited) return "set in this profile";
  const overridden = valueText(field, inherited.value);
  if (inherited.source === "lab") return `Overrides the built-in default ${overridden}`;
  if (inherited.source === "bound") return `Overrides ${overridden}, set by a limit`;
  return (
    <>
      Overrides {overridden} <Source {...inherited} />
    </>
  );
}

interface OriginNoteProps extends Omit<OriginProps, "isSet"> {
  value: Value | undefined;
  /** Why the task or model does not support the field. */
  unsupported: string | undefined;
  /** What admins allow. */
  limit: Limit | undefined;
  hasError: boolean;
}

/** Where a field's value comes from, whether a limit replaces it, and what the limit allows. */
export function OriginNote({ value, unsupported, limit, hasError, ...origin }: OriginNoteProps) {
  if (unsupported !== undefined) return unsupported;
  const isSet = value !== undefined;
  // The error says what the limit allows.
  if (hasError && isSet && limit && heldTo(value, limit) !== undefined) return null;
  // An invalid value cannot be saved, so nothing is sent in its place.
  const sent = isSet && limit && !hasError ? heldTo(value, limit) : undefined;
  if (limit && sent !== undefined) return <Capped field={origin.field} sent={sent} limit={limit} />;
  if (limit?.fixed !== undefined) return limitText(limit);
  return (
    <>
      <Origin {...origin} isSet={isSet} />
      {limit && <p>{limitText(limit)}</p>}
    </>
  );
}

/** A value that was saved before the limit: it stays in the profile, but another one is sent. */
function Capped({ field, sent, limit }: { field: Field; sent: Value; limit: Limit }) {
  return (
    <p className="flex items-start gap-1 text-warning">
      <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span className="min-w-0">
        Capped by a limit: {valueText(field, sent)} is sent. {limitText(limit)}
      </span>
    </p>
  );
}
