import { CodeBlock } from "@/components/ui/code-block";
import { Page } from "@/components/ui/page";
import { apiObjects, apiReference } from "@/lib/http/reference/reference";
import { Contents } from "./contents";
import { ErrorTable } from "./error-table";
import { Objects } from "./objects";
import { Operation } from "./operation";

/** The whole contract for people; `origin` is where the examples call. */
export function Reference({ origin }: { origin: string }) {
  const groups = apiReference(origin);
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <Contents groups={groups} />
      <div className="max-w-4xl min-w-0">
        <Page title="API reference">
          <Introduction origin={origin} />
          {groups.map(({ tag, operations }) => (
            <section key={tag} aria-labelledby={anchorOf(tag)} className="mt-8 grid gap-6">
              <h2 id={anchorOf(tag)} className="text-lg font-semibold">
                {tag}
              </h2>
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} />
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
    <div className="grid max-w-3xl gap-3">
      <p>
        Everything that the pages do can be done over HTTP, with JSON both ways. A script sends an{" "}
        <a className={LINK} href="/settings/keys">
          API key
        </a>{" "}
        as a bearer token:
      </p>
      <CodeBlock label="A first call">
        {`export KEY=mp_…\ncurl -H "Authorization: Bearer $KEY" "${origin}/api/resolve/primary"`}
      </CodeBlock>
      <p>
        Lists come in pages: <code>next_cursor</code> of one answer is <code>cursor</code> of the
        next call, and null on the last page. A refusal is a problem (RFC 9457) whose{" "}
        <code>code</code> is one of the{" "}
        <a className={LINK} href="#errors">
          codes below
        </a>
        ; <code>errors</code> names all faulty fields at once. For machines the same contract is an{" "}
        <a className={LINK} href="/api/openapi.json">
          OpenAPI document
        </a>
        .
      </p>
    </div>
  );
}
