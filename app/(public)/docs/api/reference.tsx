import { CodeBlock } from "@/components/ui/code-block";
import { Page } from "@/components/ui/page";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { ERRORS } from "@/lib/errors";
import { apiObjects, apiReference, type ReferenceObject } from "@/lib/http/reference/reference";
import { CollapsedContents, Contents } from "./contents";
import { FieldList } from "./field-list";
import { COLUMNS, Operation } from "./operation";

/** The API reference; its examples call `origin`. */
export function Reference({ origin }: { origin: string }) {
  const groups = apiReference();
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <Contents groups={groups} />
      <div className="max-w-4xl min-w-0 2xl:max-w-none">
        <Page title="API reference">
          <CollapsedContents groups={groups} />
          <Introduction origin={origin} />
          {groups.map(({ tag, operations }) => (
            <section key={tag} aria-labelledby={anchorOf(tag)} className="mt-8 grid gap-6">
              <h2 id={anchorOf(tag)} className="text-lg font-semibold">
                {tag}
              </h2>
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} origin={origin} />
              ))}
            </section>
          ))}
          <Objects objects={apiObjects()} />
          <ErrorTable />
        </Page>
      </div>
    </div>
  );
}

function anchorOf(tag: string): string {
  return `tag-${tag.toLowerCase().replaceAll(" ", "-")}`;
}

const LINK = "rounded text-accent underline underline-offset-2";

function Introduction({ origin }: { origin: string }) {
  return (
    <div className="grid max-w-4xl gap-3 [&>p>code]:text-[0.8125rem] [&>p>code]:whitespace-nowrap">
      <p>
        The JSON API can do everything that the pages can. Scripts authenticate by sending an{" "}
        <a className={LINK} href="/settings/keys">
          API key
        </a>{" "}
        in a header:
      </p>
      <CodeBlock label="First call">
        {`export KEY=mp_…\ncurl -H "Authorization: Bearer $KEY" "${origin}/api/resolve/primary"`}
      </CodeBlock>
      <p>
        An <code>ETag</code> names a revision. Send it back in <code>If-Match</code> or{" "}
        <code>If-None-Match</code>. Proxies may rewrite it: <code>{`W/"3"`}</code>,{" "}
        <code>{`"3-gzip"`}</code> and <code>{`"3;br"`}</code> all mean revision 3.
      </p>
      <p>
        Lists are paginated: pass <code>next_cursor</code> as <code>cursor</code>; it is null on the
        last page. Errors follow RFC 9457, and their <code>code</code> is one of the{" "}
        <a className={LINK} href="#errors">
          codes below
        </a>
        ; <code>errors</code> lists all invalid fields. There is also an{" "}
        <a className={LINK} href="/api/openapi.json">
          OpenAPI document
        </a>
        .
      </p>
    </div>
  );
}

/** The objects in responses. */
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
          className={`grid gap-x-8 gap-y-3 rounded-lg border border-line bg-panel p-4 ${COLUMNS}`}
        >
          <h3 id={`object-${name}`} className="font-semibold 2xl:col-span-2">
            {name}
          </h3>
          <FieldList fields={fields} />
          <CodeBlock label={`${name} in JSON`}>{sample}</CodeBlock>
        </article>
      ))}
    </section>
  );
}

/** All error codes, each with the anchor that the `type` of its problem links to. */
function ErrorTable() {
  return (
    <section aria-labelledby="errors" className="mt-8 grid max-w-4xl gap-3">
      <h2 id="errors" className="text-lg font-semibold">
        Errors
      </h2>
      <div className="rounded-lg border border-line bg-panel">
        <Table aria-labelledby="errors">
          <thead>
            <tr>
              <HeadCell>Status</HeadCell>
              <HeadCell>Code and meaning</HeadCell>
            </tr>
          </thead>
          <tbody>
            {Object.entries(ERRORS).map(([code, { status, title }]) => (
              <Row key={code} id={code} className="target:bg-accent-soft">
                <Cell className="w-16">{status}</Cell>
                <Cell>
                  <code className="font-mono text-xs [overflow-wrap:anywhere]">{code}</code>
                  <span className="block text-muted">{title}</span>
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}
