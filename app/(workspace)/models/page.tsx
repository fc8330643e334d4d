import type { Metadata } from "next";
import { Suspense } from "react";
import { CatalogSkeleton, CatalogView } from "@/components/models/catalog-view";
import { Page } from "@/components/ui/page";
import { currentUser } from "@/lib/auth/server/page";
import { splitIds } from "@/lib/models/address";
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

/** The first rows; the browser then loads the whole catalog, in which it searches by itself. */
async function Rows({ filters }: { filters: CatalogFilters }) {
  const { data } = await listModelRows(await currentUser());
  return <CatalogView first={firstRows(data, filters, splitIds(filters.ids))} />;
}
