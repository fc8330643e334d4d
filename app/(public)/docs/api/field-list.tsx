import type { ReferenceField } from "@/lib/http/reference/json-schema";

interface FieldListProps {
  fields: readonly ReferenceField[];
  /** True to mark required fields. */
  showsRequired?: boolean;
}

/** A text of the contract, in which names are between backticks. */
function Marked({ children }: { children: string }) {
  return children.split("`").map((part, index) =>
    // Every second part is between two backticks.
    index % 2 === 1 ? (
      <code key={index} className="font-mono">
        {part}
      </code>
    ) : (
      part
    ),
  );
}

/** Fields with their types; nested fields are collapsed. */
export function FieldList({ fields, showsRequired }: FieldListProps) {
  return (
    <ul className="text-xs">
      {fields.map((field) => (
        <li
          key={field.name}
          className="grid gap-x-4 border-t border-line py-1.5 first:border-t-0 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
        >
          <span className="[overflow-wrap:anywhere]">
            <code className="font-mono">{field.name}</code>
            {showsRequired && field.required && <span className="text-muted"> required</span>}
          </span>
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <span className="text-muted">{field.type}</span>
            {field.description && (
              <p>
                <Marked>{field.description}</Marked>
              </p>
            )}
            {field.members.length > 0 && (
              <details>
                <summary className="w-fit rounded text-muted">
                  {field.members.length === 1 ? "1 field" : `${field.members.length} fields`}
                  <span className="sr-only"> of {field.name}</span>
                </summary>
                <div className="mt-1 border-l border-line pl-3">
                  <FieldList fields={field.members} />
                </div>
              </details>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
