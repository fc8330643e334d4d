import type { ReactNode } from "react";
import { CodeBlock } from "@/components/ui/code-block";
import type { ReferenceAnswer, ReferenceOperation } from "@/lib/http/reference/reference";
import { CALL_LANGUAGES, callLabel, callSnippet } from "@/lib/snippets/call";
import { exampleRequest } from "@/lib/snippets/operation";
import { SIGN_IN } from "@/lib/urls";
import { FieldList } from "./field-list";

export function MethodName({ method }: { method: string }) {
  return (
    <span className="inline-block w-14 shrink-0 text-xs font-semibold text-muted">{method}</span>
  );
}

/** On wide windows, what a call takes and returns is beside its examples. */
export const COLUMNS = "items-start 2xl:grid-cols-[repeat(2,minmax(0,1fr))]";

interface OperationProps {
  operation: ReferenceOperation;
  /** Where the examples call. */
  origin: string;
}

/**
 * One call: who may use it, its request, its response and examples. `components/reference` finds what it
 * needs by the `data-` attributes.
 */
export function Operation({ operation, origin }: OperationProps) {
  return (
    <article
      aria-labelledby={operation.id}
      data-call={JSON.stringify(operation.call)}
      className={`grid gap-x-8 gap-y-4 rounded-lg border border-line bg-panel p-4 ${COLUMNS}`}
    >
      <Description operation={operation} />
      <div className="grid min-w-0 gap-4 2xl:row-span-2">
        <Examples operation={operation} origin={origin} />
        <Try operation={operation} />
      </div>
      <Codes codes={operation.errors} />
    </article>
  );
}

function Description({ operation }: Pick<OperationProps, "operation">) {
  const { id, method, path, summary, access, parameters, body, answer } = operation;
  return (
    <div className="grid min-w-0 gap-4">
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
    </div>
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

/*
 * Each call has these controls, and all of it is in the page twice: in its HTML and in the data for React.
 * So their classes are few, and those of several buttons are on what surrounds them. They do nothing until
 * the page's script runs, and are shown only where scripts do.
 */
const COPY = "h-6 rounded px-2 text-xs font-medium hover:bg-hover noscript:hidden";
const LANGUAGES =
  "flex gap-1 *:h-6 *:rounded *:px-2 *:text-xs *:font-medium *:text-muted *:hover:bg-hover *:aria-pressed:bg-accent-soft *:aria-pressed:text-accent noscript:hidden";
const TRY =
  "hidden h-8 rounded-md border border-field px-3 font-medium hover:bg-hover noscript:hidden! group-data-signed-in/reference:block";
const SIGN_IN_LINK =
  "rounded text-xs text-accent underline underline-offset-2 group-data-signed-in/reference:hidden";

/** The examples as curl, which the page's script shows in the chosen language. */
function Examples({ operation, origin }: OperationProps) {
  const { summary, call, examples } = operation;
  return (
    <Part title="Examples" tools={<Languages of={summary} />}>
      {call.examples.map((example, index) => (
        <div key={examples[index]?.summary} data-example={index} className="grid min-w-0 gap-1">
          <div className="flex items-center justify-between gap-2">
            <p className="text-xs text-muted">
              {examples[index]?.summary} · returns {examples[index]?.status}
            </p>
            <button type="button" data-copy className={COPY}>
              <span>Copy</span>
              <span className="sr-only"> “{examples[index]?.summary}”</span>
            </button>
          </div>
          <CodeBlock label={`${summary}: ${examples[index]?.summary}`}>
            {callSnippet("curl", exampleRequest(call, example, origin))}
          </CodeBlock>
        </div>
      ))}
    </Part>
  );
}

/** Chooses the language of every example on the page. */
function Languages({ of }: { of: string }) {
  return (
    <div role="group" aria-label={`Language of ${of}`} className={LANGUAGES}>
      {CALL_LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          data-language={language}
          aria-pressed={language === "curl"}
        >
          {callLabel(language)}
        </button>
      ))}
    </div>
  );
}

/** Opens the form that makes the call; signed-out readers get a link instead. */
function Try({ operation: { id, method, path } }: { operation: ReferenceOperation }) {
  const here = encodeURIComponent(`/docs/api#${id}`);
  const what = (
    <span className="sr-only">
      : {method} {path}
    </span>
  );
  return (
    <div className="grid justify-items-start gap-3">
      <button type="button" data-try aria-expanded={false} className={TRY}>
        Try it with your session{what}
      </button>
      <a href={`${SIGN_IN}?next=${here}`} className={SIGN_IN_LINK}>
        Sign in to try it{what}
      </a>
      <div data-try-form className="w-full empty:hidden" />
    </div>
  );
}

interface PartProps {
  title: string;
  /** Beside the title. */
  tools?: ReactNode;
  children: ReactNode;
}

function Part({ title, tools, children }: PartProps) {
  return (
    <div className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h4 className="text-xs font-semibold">{title}</h4>
        {tools}
      </div>
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
