"use client";

import { Copy, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { CopyButton } from "@/components/ui/copy-button";
import { Field, FormError, Input, Select } from "@/components/ui/form";
import { Gallery, Kept, type Shown } from "./gallery";

const VARIANTS = ["plain", "primary", "ghost", "danger"] as const;
const GROUPS: readonly OptionGroup[] = [
  {
    label: "Chat",
    options: [
      { value: "a", label: "Qwen3 30B", note: "TextToText · 40,960 tokens" },
      { value: "b", label: "Flux 1 dev", disabled: "It makes images; this task needs text." },
    ],
  },
  {
    label: "Many",
    options: Array.from({ length: 300 }, (_, index) => ({
      value: `many-${index}`,
      label: `Model ${index}`,
    })),
  },
];

const BUTTONS = Object.fromEntries(
  VARIANTS.map((variant) => [
    variant,
    <div key={variant} className="flex gap-2">
      <Button variant={variant}>Save</Button>
      <Button variant={variant} busy>
        Busy
      </Button>
      <Button variant={variant} disabled>
        Disabled
      </Button>
      <Button variant={variant} size="icon" aria-label="Copy">
        <Copy aria-hidden />
      </Button>
    </div>,
  ]),
);

const combobox = (rest: { disabled?: boolean; "aria-invalid"?: true }) => (
  <Kept<string | null> initial="a">
    {(value, set) => (
      <Combobox
        {...rest}
        groups={GROUPS}
        value={value}
        onChange={set}
        label="Model"
        placeholder="Search models"
        className="w-56"
      >
        {value ?? "None"}
      </Combobox>
    )}
  </Kept>
);

const SHOWN: Shown = {
  Button: {
    ...BUTTONS,
    "with an icon": (
      <Button>
        <Trash2 aria-hidden />
        Delete…
      </Button>
    ),
    "a link": <ButtonLink href="/profiles">Profiles</ButtonLink>,
    copies: <CopyButton text="copied" what="sample" />,
  },
  Field: {
    plain: <Field label="Name">{(control) => <Input {...control} />}</Field>,
    help: (
      <Field label="Name" help="What it is for">
        {(control) => <Input {...control} defaultValue="Nightly report" />}
      </Field>
    ),
    fault: (
      <Field label="Name" error="Enter a name.">
        {(control) => <Input {...control} />}
      </Field>
    ),
    disabled: <Field label="Name">{(control) => <Input {...control} disabled />}</Field>,
    select: (
      <Field label="Expires">
        {(control) => (
          <Select {...control}>
            <option>in 30 days</option>
            <option>never</option>
          </Select>
        )}
      </Field>
    ),
    "of the form": <FormError>The server does not answer.</FormError>,
  },
  Checkbox: {
    off: <Checkbox label="read" />,
    "on, help": <Checkbox label="write" help="Change profiles and assignments" defaultChecked />,
    disabled: <Checkbox label="admin" disabled />,
  },
  Combobox: {
    chosen: combobox({}),
    fault: combobox({ "aria-invalid": true }),
    disabled: combobox({ disabled: true }),
  },
};

export function Controls() {
  return <Gallery shown={SHOWN} />;
}
