import { Combobox, type OptionGroup } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { fieldLabel } from "@/lib/bounds/words";
import { SECTIONS } from "@/lib/registry/fields";
import { SECTION_LABELS, SECTION_NAMES } from "@/lib/registry/types";

/** Every field of a profile, by section. */
function groups(): OptionGroup[] {
  return SECTION_NAMES.map((section) => ({
    label: SECTION_LABELS[section],
    options: SECTIONS[section].map(({ name, label, help }) => ({
      value: `${section}.${name}`,
      label,
      note: `${section}.${name} · ${help}`,
    })),
  }));
}

interface FieldChoiceProps {
  id: string;
  value: string;
  error: string | undefined;
  onChange: (path: string) => void;
}

/** The field that is bounded. */
export function FieldChoice({ id, value, error, onChange }: FieldChoiceProps) {
  const name = value === "" ? "Choose a field" : fieldLabel(value);
  return (
    <Field id={id} label="Field" error={error} help={value}>
      {(control) => (
        <Combobox
          {...control}
          label={`Field: ${value === "" ? "none" : name}`}
          className="w-full"
          groups={groups}
          value={value}
          placeholder="Search name, path"
          onChange={onChange}
        >
          {name}
        </Combobox>
      )}
    </Field>
  );
}
