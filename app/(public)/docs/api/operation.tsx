import type { ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import type { ReferenceAnswer, ReferenceOperation } from "@/lib/http/reference/reference";
import { FieldList } from "./field-list";

export function MethodName({ method }: { method: string }) {
  return (
    <span className="inline-block w-14 shrink-0 text-xs font-semibold text-muted">{method}</span>
  );
}

/** One call: who may use it, its request, its response and examples. */
export function Operation({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, access, parameters, body, answer } = operation;
  return (
    <article aria-labelledby={id} className="grid gap-4 rounded-lg border border-line bg-panel p-4">
      <header className="grid gap-1">
        <h3 id={id} className="font-semibold">
          <a href={`#${id}`} className="rounded hover:underline">
            {summary}
          </a>
        </h3>
        <p className="font-mono text-xs [overflow-wrap:anywhere]">
          <span className="font-semibold">{method}</span> {path}
        </p>
        <p className="text-xs text-muted">{access}</p>
      </header>
      {parameters.length > 0 && (
        <Part title="Parameters">
          <FieldList
            fields={parameters.map((field) => ({
              ...field,
              type: `${field.place} · ${field.type}`,
            }))}
            showsRequired
          />
        </Part>
      )}
      {body && (
        <Part title="Body">
          {body.note && <p className="text-muted">{body.note}</p>}
          <FieldList fields={body.fields} showsRequired />
        </Part>
      )}
      <Part title={`Response ${answer.status}`}>
        <Response answer={answer} />
      </Part>
      <Part title="Examples">
        {operation.examples.map((example) => (
          <div key={example.summary} className="grid min-w-0 gap-1">
            <p className="text-xs text-muted">
              {example.summary} · returns {example.status}
            </p>
            <CodeBlock label={`${summary}: ${example.summary}`}>{example.curl}</CodeBlock>
          </div>
        ))}
      </Part>
      <Codes codes={operation.errors} />
    </article>
  );
}

function Response({ answer }: { answer: ReferenceAnswer }) {
  const { status, object, isList, isText, fields } = answer;
  if (object) {
    return (
      <p className="text-xs">
        {isList && "A list of "}
        <a href={`#object-${object}`} className="rounded text-accent underline underline-offset-2">
          {object}
        </a>
        {isList && " objects in data"}
      </p>
    );
  }
  if (fields.length > 0) return <FieldList fields={fields} />;
  const what = isText ? "Text." : "An object.";
  return <p className="text-xs text-muted">{status === 204 ? "No body." : what}</p>;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h4 className="text-xs font-semibold">{title}</h4>
      {children}
    </div>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  return (
    <Part title="Errors">
      <ul className="flex flex-wrap gap-x-3 gap-y-1 text-xs">
        {codes.map((code) => (
          <li key={code}>
            <a href={`#${code}`} className="rounded text-accent underline underline-offset-2">
              {code}
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}
