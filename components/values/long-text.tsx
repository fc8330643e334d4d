import { CodeBlock } from "@/components/ui/code-block";
import { countWords } from "@/lib/registry/words";

interface LongTextProps {
  /** The accessible name of the text. */
  label: string;
  text: string;
  /** Shown before the number of characters. */
  lead?: string;
}

/** A text behind its number of characters. */
export function LongText({ label, text, lead = "" }: LongTextProps) {
  return (
    <details>
      <summary className="w-fit rounded">
        {lead}
        {countWords(text.length, "character")}
      </summary>
      <div className="mt-1">
        <CodeBlock label={label} kind="prose">
          {text}
        </CodeBlock>
      </div>
    </details>
  );
}
