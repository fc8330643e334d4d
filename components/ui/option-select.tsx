import { Select } from "./input";

interface OptionSelectProps<T extends string> {
  /** For people who cannot see what the choices are about. */
  label: string;
  /** Each choice with its words, in the order in which they are shown. */
  options: Readonly<Record<T, string>>;
  value: T;
  onChoose: (value: T) => void;
  className: string;
}

/** A list of a few known choices. */
export function OptionSelect<T extends string>(props: OptionSelectProps<T>) {
  const { label, options, value, onChoose, className } = props;
  return (
    <Select
      aria-label={label}
      className={className}
      value={value}
      onChange={({ target }) => onChoose(target.value as T)}
    >
      {Object.entries<string>(options).map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </Select>
  );
}
