import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { NewProfile } from "@/components/profiles/editor/new-profile";
import { Page } from "@/components/ui/page";
import { searchOf } from "@/lib/urls";
import type { UserActor } from "@/lib/actor";
import { currentUser } from "@/lib/auth/server/page";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { getModel } from "@/lib/models/server/service";
import { getProfile } from "@/lib/profiles/server/service";
import { placeOf, type RequestedStart, startContent } from "@/lib/profiles/new-profile";
import { findTask } from "@/lib/registry/tasks";
import { prefetchEditorBasis } from "../prefetch";

export const metadata: Metadata = { title: "New profile" };

/** The result, or undefined if it does not exist. */
async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  }
}

/** Reads what the URL asks for, and describes what does not exist. */
async function readRequested(ctx: Context<UserActor>, requested: RequestedStart) {
  const profile = (id: string) => (id ? orUndefined(getProfile(ctx, id)) : undefined);
  const [model, base, from] = await Promise.all([
    requested.model ? orUndefined(getModel(ctx, requested.model)) : undefined,
    profile(requested.base),
    profile(requested.from),
  ]);
  const found = { task: findTask(requested.task), model, base, from };
  const missing = [
    requested.task && !found.task && `There is no task “${requested.task}”.`,
    requested.model && !model && `The model “${requested.model}” is not in the catalog.`,
    requested.base && !base && "The base profile in the link no longer exists.",
    requested.from && !from && "The profile to copy in the link no longer exists.",
  ].filter((message): message is string => Boolean(message));
  return { found, missing };
}

export default async function NewProfilePage({ searchParams }: PageProps<"/profiles/new">) {
  const ctx = await currentUser();
  const search = searchOf(await searchParams);
  const read = (name: keyof RequestedStart) => search.get(name) ?? "";
  const requested = {
    task: read("task"),
    model: read("model"),
    base: read("base"),
    from: read("from"),
  };
  const { found, missing } = await readRequested(ctx, requested);
  const start = startContent(found);
  const client = new QueryClient();
  await prefetchEditorBasis(ctx, client, start);
  const place = placeOf(requested);
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/profiles", label: "Profiles" }]} current="New profile" />
      <Page title="New profile" lead="A model, its parameters and a system prompt for one task.">
        <HydrationBoundary state={dehydrate(client)}>
          <NewProfile
            // A different start resets the form.
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
