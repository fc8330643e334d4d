"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHasOpened, useLastValue } from "@/components/ui/dialog";
import { Page, PageSection } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { failureText } from "@/lib/http/browser/failure";
import { catalogStatusOptions } from "@/lib/models/queries";
import { FILE_SOURCE } from "@/lib/models/source";
import type { CatalogSource, CatalogStatus } from "@/lib/models/source-schema";
import { countWords } from "@/lib/values/summary";
import { MissingList } from "./missing-list";
import { RemoveDialog } from "./remove-dialog";
import { FileItem, SourceItem } from "./source-item";
import { SourceMenu } from "./source-menu";
import { type Reading, useReadSources } from "./use-read-sources";

const loadSource = () => import("./source-dialog");
const SourceDialog = lazy(loadSource);
const loadMove = () => import("./move-dialog");
const MoveDialog = lazy(loadMove);

/** The open dialog and its subject. */
type DialogRequest =
  | { dialog: "edit"; source: CatalogSource | null }
  | { dialog: "remove"; source: CatalogSource }
  | { dialog: "move"; model: string | null }
  | null;

/** The page `/admin/catalog`. */
export function CatalogView() {
  const status = useQuery(catalogStatusOptions());
  const [request, setRequest] = useState<DialogRequest>(null);
  const reading = useReadSources();
  return (
    <Page
      title="Catalog"
      lead={status.data ? `${countWords(status.data.models, "model")} in the catalog.` : undefined}
      actions={<Actions onOpen={setRequest} />}
    >
      {status.isPending && <CatalogSkeleton />}
      {status.isError && !status.data && (
        <FailedState {...failureText(status.error)} onRetry={() => void status.refetch()} />
      )}
      {status.data && <Catalog status={status.data} reading={reading} onOpen={setRequest} />}
      <Dialogs request={request} reading={reading} onClose={() => setRequest(null)} />
    </Page>
  );
}

function Actions({ onOpen }: { onOpen: (request: DialogRequest) => void }) {
  return (
    <>
      <Button
        onPointerEnter={() => void loadMove()}
        onFocus={() => void loadMove()}
        onClick={() => onOpen({ dialog: "move", model: null })}
      >
        <ArrowRightLeft aria-hidden />
        Move profiles…
      </Button>
      <Button
        variant="primary"
        onPointerEnter={() => void loadSource()}
        onFocus={() => void loadSource()}
        onClick={() => onOpen({ dialog: "edit", source: null })}
      >
        <Plus aria-hidden />
        Add source
      </Button>
    </>
  );
}

interface CatalogProps {
  status: CatalogStatus;
  reading: Reading;
  onOpen: (request: DialogRequest) => void;
}

function Catalog({ status, reading, onOpen }: CatalogProps) {
  const { busy, read } = reading;
  return (
    <div className="grid min-w-0 gap-6">
      <PageSection title="Sources">
        <p className="text-muted">
          The file reloads automatically. If several sources have a model with the same id, the
          first source wins.
        </p>
        <ul className="grid gap-2">
          <FileItem
            file={status.file}
            busy={busy.has(FILE_SOURCE)}
            onRead={() => void read(FILE_SOURCE)}
          />
          {status.sources.map((source) => (
            <SourceItem
              key={source.id}
              source={source}
              busy={busy.has(source.id)}
              onRead={() => void read(source.id)}
              menu={
                <SourceMenu
                  source={source}
                  onEdit={() => onOpen({ dialog: "edit", source })}
                  onRemove={() => onOpen({ dialog: "remove", source })}
                  onEnabled={() => void read(source.id)}
                />
              }
            />
          ))}
        </ul>
      </PageSection>
      <PageSection title="Missing models">
        <MissingList
          missing={status.missing}
          onMove={(model) => onOpen({ dialog: "move", model })}
        />
      </PageSection>
    </div>
  );
}

interface DialogsProps {
  request: DialogRequest;
  reading: Reading;
  onClose: () => void;
}

function Dialogs({ request, reading, onClose }: DialogsProps) {
  const edit = useLastValue(request?.dialog === "edit" ? request : null);
  const move = useLastValue(request?.dialog === "move" ? request : null);
  const wasEditOpened = useHasOpened(edit !== null);
  const wasMoveOpened = useHasOpened(move !== null);
  return (
    <Suspense>
      {wasEditOpened && (
        <SourceDialog
          open={request?.dialog === "edit"}
          source={edit?.source ?? null}
          onClose={onClose}
          onSaved={({ id, enabled }) => {
            if (enabled) void reading.read(id);
          }}
        />
      )}
      {wasMoveOpened && (
        <MoveDialog
          open={request?.dialog === "move"}
          model={move?.model ?? null}
          onClose={onClose}
        />
      )}
      <RemoveDialog
        source={request?.dialog === "remove" ? request.source : null}
        onClose={onClose}
      />
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
