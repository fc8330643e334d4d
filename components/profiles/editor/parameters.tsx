"use client";

import { PARAMETER_GROUPS, PARAMETERS } from "@/lib/registry/parameters";
import { FieldRows } from "./field-rows";
import { Part } from "./part";

const GROUPS = PARAMETER_GROUPS.map(({ group, label }) => ({
  label,
  fields: PARAMETERS.filter((parameter) => parameter.group === group),
}));

/** All parameters in their groups. */
export function Parameters() {
  return (
    <Part title="Parameters">
      <div className="grid gap-5">
        {GROUPS.map(({ label, fields }) => (
          <section key={label} className="grid gap-1">
            <h3 className="text-xs font-semibold tracking-wide text-muted uppercase">{label}</h3>
            <FieldRows section="parameters" fields={fields} />
          </section>
        ))}
      </div>
    </Part>
  );
}
