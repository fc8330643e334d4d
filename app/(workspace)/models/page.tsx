import type { Metadata } from "next";
import { Suspense } from "react";
import { CatalogSkeleton, CatalogView } from "@/components/models/catalog-view";
import { Page } from "@/components/ui/page";
import { currentUser } from "@/lib/auth/server/page";
import { type CatalogFilters, filtersIn } from "@/lib/models/filters";
import { firstRows } from "@/lib/models/search";
import { listModelRows } from "@/lib/models/server/service";
import { searchOf } from "@/lib/urls";

export const metadata: Metadata = { title: "Models" };

export default async function ModelsPage({ searchParams }: PageProps<"/models">) {
  await currentUser();
  const filters = filtersIn(searchOf(await searchParams));
  return (
    <Page title="Models">
      <Suspense fallback={<CatalogSkeleton />}>
        <Rows filters={filters} />
      </Suspense>
    </Page>
  );
}

/** Only the first rows: the browser loads the whole catalog afterwards and searches it there. */
async function Rows({ filters }: { filters: CatalogFilters }) {
  const { data } = await listModelRows(await currentUser());
  return <CatalogView first={firstRows(data, filters)} />;
}
