"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowRightLeft, FileJson } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { useHasOpened, useLastValue } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Page, PageSection } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { failureText } from "@/lib/http/browser/failure";
import type { CatalogStatus } from "@/lib/models/catalog-schema";
import { syncCatalogMutation } from "@/lib/models/mutations";
import { catalogStatusOptions } from "@/lib/models/queries";
import { countWords } from "@/lib/registry/words";
import { announceRead } from "../announce-read";
import { ReadButton, SourceItem } from "../source-item";
import { CorrectionsSection } from "./corrections";
import { MissingList } from "./missing-list";

const loadMove = () => import("./move-dialog");
const MoveDialog = lazy(loadMove);

/** The model whose profiles are to be moved; null lets the user choose one. */
type MoveRequest = { model: string | null } | null;

/** The page `/admin/catalog`. */
export function CatalogView() {
  const status = useQuery(catalogStatusOptions());
  const [request, setRequest] = useState<MoveRequest>(null);
  return (
    <Page
      title="Catalog"
      lead={status.data ? `${countWords(status.data.models, "model")} in the catalog.` : undefined}
      actions={
        <Button
          onPointerEnter={() => void loadMove()}
          onFocus={() => void loadMove()}
          onClick={() => setRequest({ model: null })}
        >
          <ArrowRightLeft aria-hidden />
          Switch model…
        </Button>
      }
    >
      {status.isPending && <CatalogSkeleton />}
      {status.isError && !status.data && (
        <FailedState {...failureText(status.error)} onRetry={() => void status.refetch()} />
      )}
      {status.data && <Catalog status={status.data} onMove={(model) => setRequest({ model })} />}
      <Move request={request} onClose={() => setRequest(null)} />
    </Page>
  );
}

interface CatalogProps {
  status: CatalogStatus;
  onMove: (model: string) => void;
}

function Catalog({ status, onMove }: CatalogProps) {
  const sync = useMutation({
    ...syncCatalogMutation(useQueryClient()),
    onSuccess: (report) => announceRead("Catalog file", report),
    onError: notifyFailure,
  });
  const { path, models, read } = status.file;
  return (
    <div className="grid min-w-0 gap-6">
      <PageSection title="File">
        <p className="text-muted">
          The file reloads automatically. Other models come from{" "}
          <Link href="/admin/engines" className="rounded underline hover:text-accent">
            engines
          </Link>
          ; the file wins if both have a model with the same id.
        </p>
        <ul className="grid gap-2">
          <SourceItem
            icon={FileJson}
            name="Catalog file"
            called="the catalog file"
            where={path}
            models={models}
            read={read}
            unread="not read yet"
            actions={
              <ReadButton
                of="the catalog file"
                busy={sync.isPending}
                onRead={() => sync.mutate()}
              />
            }
          />
        </ul>
      </PageSection>
      <CorrectionsSection corrections={status.corrections} />
      <PageSection title="Missing models">
        <MissingList missing={status.missing} onMove={onMove} />
      </PageSection>
    </div>
  );
}

function Move({ request, onClose }: { request: MoveRequest; onClose: () => void }) {
  const last = useLastValue(request);
  if (!useHasOpened(request !== null)) return null;
  return (
    <Suspense>
      <MoveDialog open={request !== null} model={last?.model ?? null} onClose={onClose} />
    </Suspense>
  );
}

function CatalogSkeleton() {
  return (
    <div className="grid gap-6" aria-hidden>
      <div className="grid gap-2">
        <Skeleton className="w-24" />
        <Skeleton className="h-28" />
      </div>
      <div className="grid gap-2">
        <Skeleton className="w-40" />
        <Skeleton className="h-24" />
      </div>
    </div>
  );
}
