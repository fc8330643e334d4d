import Link from "next/link";
import { TriangleAlert } from "lucide-react";
import { heldTo, type Limit } from "@/lib/values/limits";
import { limitText } from "@/lib/bounds/words";
import { valueText } from "@/lib/values/summary";
import type { Field, Value } from "@/lib/registry/types";
import { engineDefaults } from "@/lib/registry/words";

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

interface OriginProps {
  field: Field;
  isSet: boolean;
  below: Below | undefined;
  /** What becomes of reading where it comes from, as long as that is not known. */
  unread: string | undefined;
}

/** Where a value comes from; of one that is set, also what it would be else. */
function Origin({ field, isSet, below, unread }: OriginProps) {
  if (unread && !isSet) return `not set: what holds instead ${unread}`;
  if (!isSet) return below ? <Source {...below} /> : nobody(field);
  if (!below) return "set here";
  return (
    <>
      set here; else {valueText(field, below.value)} <Source {...below} />
    </>
  );
}

interface OriginNoteProps extends Omit<OriginProps, "isSet"> {
  value: Value | undefined;
  /** Why it is not taken although it is set. */
  reason: string | undefined;
  /** What an admin allows. */
  limit: Limit | undefined;
  isFaulted: boolean;
}

/** Where a field's value comes from, whether it is what is sent, and what is allowed. */
export function OriginNote({ value, reason, limit, isFaulted, ...origin }: OriginNoteProps) {
  if (reason !== undefined) return reason;
  const isSet = value !== undefined;
  // What is at fault is not saved as it stands: that is told already.
  const held = isSet && limit && !isFaulted ? heldTo(value, limit) : undefined;
  if (limit && held !== undefined) return <Held {...origin} held={held} limit={limit} />;
  if (limit?.fixed !== undefined) return limitText(limit);
  return (
    <>
      <Origin {...origin} isSet={isSet} />
      {limit && <p>{limitText(limit)}</p>}
    </>
  );
}

/** What is set was allowed once: it stays, and another value is sent. */
function Held({ field, held, limit }: { field: Field; held: Value; limit: Limit }) {
  return (
    <p className="flex items-start gap-1 text-warning">
      <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
      <span className="min-w-0">
        set here, but {valueText(field, held)} is sent: {limitText(limit)}
      </span>
    </p>
  );
}
