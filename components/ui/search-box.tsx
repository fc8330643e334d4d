import { Search } from "lucide-react";
import { useId } from "react";
import { cn } from "./cn";
import { Input } from "./input";

interface SearchBoxProps {
  /** What is searched in, for people who cannot see the placeholder. */
  label: string;
  placeholder: string;
  words: string;
  onType: (words: string) => void;
  className?: string;
}

export function SearchBox({ label, placeholder, words, onType, className }: SearchBoxProps) {
  const id = useId();
  return (
    <div className={cn("relative", className)}>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted"
        aria-hidden
      />
      <Input
        id={id}
        type="search"
        maxLength={200}
        placeholder={placeholder}
        className="pl-8"
        value={words}
        onChange={({ target }) => onType(target.value)}
      />
    </div>
  );
}
