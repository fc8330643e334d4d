import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Breadcrumbs } from "@/components/layout/breadcrumbs";
import { ModelView } from "@/components/models/model-view";
import { chosenIn } from "@/lib/urls";
import { currentUser, orNotFound } from "@/lib/auth/server/page";
import { modelIdIn } from "@/lib/models/address";
import { modelOptions } from "@/lib/models/queries";
import { modelWithUse } from "@/lib/models/query";
import { profilesWith } from "@/lib/profiles/filters";
import { profileListOptions } from "@/lib/profiles/queries";
import { getModelWithUse } from "@/lib/profiles/server/service";
import { readListed } from "../../profiles/prefetch";

const readModel = cache(async (segment: string) => {
  const ctx = await currentUser();
  const id = modelIdIn(segment);
  if (id === null) notFound();
  return modelWithUse.parse(await orNotFound(getModelWithUse(ctx, id)));
});

export async function generateMetadata(props: PageProps<"/models/[id]">): Promise<Metadata> {
  return { title: (await readModel((await props.params).id)).name };
}

export default async function ModelPage({ params }: PageProps<"/models/[id]">) {
  const model = await readModel((await params).id);
  const ctx = await currentUser();
  const client = new QueryClient();
  const filters = profilesWith(model.id);
  client.setQueryData(modelOptions(model.id).queryKey, model);
  await client.infiniteQuery({
    ...profileListOptions(filters),
    queryFn: () => readListed(ctx, chosenIn(filters)),
  });
  return (
    <div className="grid gap-3">
      <Breadcrumbs above={[{ href: "/models", label: "Models" }]} current={model.name} />
      <HydrationBoundary state={dehydrate(client)}>
        <ModelView id={model.id} />
      </HydrationBoundary>
    </div>
  );
}
