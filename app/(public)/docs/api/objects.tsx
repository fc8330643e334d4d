import { CodeBlock } from "@/components/ui/code-block";
import type { ReferenceObject } from "@/lib/http/reference/reference";
import { FieldList } from "./field-list";

/** What answers carry, each once. */
export function Objects({ objects }: { objects: readonly ReferenceObject[] }) {
  return (
    <section aria-labelledby="objects" className="mt-8 grid gap-6">
      <h2 id="objects" className="text-lg font-semibold">
        Objects
      </h2>
      {objects.map(({ name, fields, sample }) => (
        <article
          key={name}
          aria-labelledby={`object-${name}`}
          className="grid gap-3 rounded-lg border border-line bg-panel p-4"
        >
          <h3 id={`object-${name}`} className="font-semibold">
            {name}
          </h3>
          <FieldList fields={fields} />
          <CodeBlock label={`A ${name} as JSON`}>{sample}</CodeBlock>
        </article>
      ))}
    </section>
  );
}
