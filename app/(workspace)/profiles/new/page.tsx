import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { NewProfile } from "@/components/profiles/editor/new-profile";
import { Page } from "@/components/ui/page";
import type { UserActor } from "@/lib/actor";
import { currentUser } from "@/lib/auth/server/page";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getModel } from "@/lib/models/server/service";
import { getProfile } from "@/lib/profiles/server/service";
import { startContent } from "@/lib/profiles/new-profile";
import { findTask } from "@/lib/registry/tasks";
import { prefetchGround } from "../prefetch";

export const metadata: Metadata = { title: "New profile" };

const ASKS = ["task", "model", "base", "from"] as const;
type Asks = Readonly<Record<(typeof ASKS)[number], string>>;

/** What the service answers, or nothing where it has none. */
async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  }
}

/** What the address asks for, as far as there is such a thing, and what there is not. */
async function readAsked(ctx: Context<UserActor>, asks: Asks) {
  const profile = (id: string) => (id ? orNothing(getProfile(ctx, id)) : undefined);
  const [model, base, from] = await Promise.all([
    asks.model ? orNothing(getModel(ctx, asks.model)) : undefined,
    profile(asks.base),
    profile(asks.from),
  ]);
  const asked = { task: findTask(asks.task), model, base, from };
  const missing = [
    asks.task && !asked.task && `There is no task “${asks.task}”.`,
    asks.model && !model && `There is no model “${asks.model}” in the catalog.`,
    asks.base && !base && "The profile that this one was to be based on is not there any more.",
    asks.from && !from && "The profile that this one was to start from is not there any more.",
  ].filter((message): message is string => Boolean(message));
  return { asked, missing };
}

export default async function NewProfilePage({ searchParams }: PageProps<"/profiles/new">) {
  const ctx = await currentUser();
  const given = await searchParams;
  const asks = Object.fromEntries(
    ASKS.map((name) => [name, [given[name]].flat()[0] ?? ""]),
  ) as unknown as Asks;
  const { asked, missing } = await readAsked(ctx, asks);
  const start = startContent(asked);
  const client = new QueryClient();
  await prefetchGround(ctx, client, start);
  const place = `new ${ASKS.map((name) => asks[name]).join(" ")}`.trim();
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current="New profile" />
      <Page
        title="New profile"
        lead="A model with its parameters and prompt, for one kind of task."
      >
        <HydrationBoundary state={dehydrate(client)}>
          <NewProfile
            // Another start is another form.
            key={place}
            start={start}
            missing={missing}
            userId={ctx.actor.id}
            place={place}
          />
        </HydrationBoundary>
      </Page>
    </div>
  );
}
