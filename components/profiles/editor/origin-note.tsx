import Link from "next/link";
import { valueText } from "@/lib/profiles/summary";
import { engineDefaults } from "@/lib/registry/engines";
import type { Field, Value } from "@/lib/registry/types";

/** Where a value comes from when the profile itself does not set it. */
export interface Below {
  value: Value;
  /** `base:<uuid>`, `model`, `lab` or `bound`. */
  source: string;
  /** The base's name. */
  name: string | undefined;
}

function Source({ source, name }: Below) {
  if (source === "model") return "from the model";
  if (source === "lab") return "the lab’s default";
  if (source === "bound") return "held within a bound";
  return (
    <>
      from{" "}
      <Link
        href={`/profiles/${source.replace("base:", "")}`}
        className="rounded underline underline-offset-2 hover:text-ink"
      >
        “{name ?? "a base"}”
      </Link>
    </>
  );
}

function nobody(field: Field): string {
  const engines = engineDefaults(field);
  const usual =
    engines === "" && field.default !== undefined
      ? `usually ${valueText(field, field.default as Value)}`
      : engines;
  return `not set: the engine decides${usual && ` (${usual})`}`;
}

interface OriginNoteProps {
  field: Field;
  isSet: boolean;
  below: Below | undefined;
  /** What becomes of reading where it comes from, as long as that is not known. */
  unread: string | undefined;
}

/** Where a value comes from; of one that is set, also what it would be else. */
export function OriginNote({ field, isSet, below, unread }: OriginNoteProps) {
  if (unread && !isSet) return `not set: what holds instead ${unread}`;
  if (!isSet) return below ? <Source {...below} /> : nobody(field);
  if (!below) return "set here";
  return (
    <>
      set here; else {valueText(field, below.value)} <Source {...below} />
    </>
  );
}
