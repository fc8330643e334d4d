"use client";

import { Inbox } from "lucide-react";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts } from "@/components/ui/facts";
import { FailedState, EmptyState } from "@/components/ui/states";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { Gallery, type Shown } from "./gallery";

const nothing = () => undefined;
const REMEDIES = ["retry", "reload", "sign-in"] as const;

const FAILED = Object.fromEntries(
  REMEDIES.map((remedy) => [
    remedy,
    <FailedState
      key={remedy}
      title="The server does not answer"
      detail="Check your connection. Nothing on this page was lost."
      remedy={remedy}
      onRetry={nothing}
    />,
  ]),
);

const SHOWN: Shown = {
  Badge: {
    quiet: <Badge>System</Badge>,
    accent: <Badge tone="accent">In use</Badge>,
    warning: <Badge tone="warning">Not in the catalog</Badge>,
  },
  State: {
    empty: (
      <EmptyState
        icon={Inbox}
        title="No profiles of your own yet"
        action={<Button>New profile</Button>}
      >
        A profile is a model with its parameters and prompt.
      </EmptyState>
    ),
    ...FAILED,
    loading: (
      <div className="grid w-56 gap-2">
        <Skeleton className="w-40" />
        <Skeleton />
        <Skeleton className="h-16" />
      </div>
    ),
  },
  Table: {
    plain: (
      <Table aria-label="Sample">
        <thead>
          <tr>
            <HeadCell>Name</HeadCell>
            <HeadCell>Changed</HeadCell>
          </tr>
        </thead>
        <tbody>
          <Row>
            <Cell>Careful coder</Cell>
            <Cell>
              <Time iso="2026-01-31T12:00:00.000Z" />
            </Cell>
          </Row>
        </tbody>
      </Table>
    ),
  },
  Facts: {
    plain: (
      <Facts>
        <Fact name="Model">qwen3-30b-a3b-q4-k-m</Fact>
        <Fact name="Context">40,960 tokens</Fact>
      </Facts>
    ),
  },
  "Code block": {
    code: <CodeBlock label="Code">{'{ "temperature": 0.7 }'}</CodeBlock>,
    prose: (
      <CodeBlock label="Prompt" kind="prose">
        {"You are careful.\nYou write tests first."}
      </CodeBlock>
    ),
  },
  Time: {
    "to come": <Time iso="2100-01-31T12:00:00.000Z" />,
    "long ago": <Time iso="2020-02-29T12:00:00.000Z" />,
  },
  Breadcrumbs: {
    deep: (
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current="Careful coder" />
    ),
  },
};

export function Content() {
  return <Gallery shown={SHOWN} />;
}
