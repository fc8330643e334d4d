import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { ERRORS } from "@/lib/errors";

/** Every code, each with the anchor that `type` of its problem points to. */
export function ErrorTable() {
  return (
    <section aria-labelledby="errors" className="mt-8 grid gap-3">
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
