"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowRightLeft, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHasOpened, useLastValue } from "@/components/ui/dialog";
import { FailedState } from "@/components/ui/states";
import { Page, PageSection } from "@/components/ui/page";
import { failureText } from "@/lib/http/browser/failure";
import { catalogCareOptions } from "@/lib/models/queries";
import { countWords } from "@/lib/values/summary";
import { FILE_SOURCE } from "@/lib/models/source-kinds";
import type { CatalogCare, CatalogSource } from "@/lib/models/source-schema";
import { CareSkeleton } from "./care-skeleton";
import { MissingList } from "./missing-list";
import { RemoveDialog } from "./remove-dialog";
import { FileItem, SourceItem } from "./source-item";
import { SourceMenu } from "./source-menu";
import { type Reading, useReading } from "./use-reading";

const loadSource = () => import("./source-dialog");
const SourceDialog = lazy(loadSource);
const loadMove = () => import("./move-dialog");
const MoveDialog = lazy(loadMove);

/** Which dialog is open, and about what. */
type Asked =
  | { about: "edit"; source: CatalogSource | null }
  | { about: "remove"; source: CatalogSource }
  | { about: "move"; model: string | null }
  | null;

/** All of `/admin/catalog`. */
export function CareView() {
  const care = useQuery(catalogCareOptions());
  const [asked, setAsked] = useState<Asked>(null);
  const reading = useReading();
  return (
    <Page
      title="Catalog"
      lead={care.data ? `${countWords(care.data.models, "model")} to choose from.` : undefined}
      actions={<Actions onAsk={setAsked} />}
    >
      {care.isPending && <CareSkeleton />}
      {care.isError && !care.data && (
        <FailedState {...failureText(care.error)} onRetry={() => void care.refetch()} />
      )}
      {care.data && <Care care={care.data} reading={reading} onAsk={setAsked} />}
      <Dialogs asked={asked} reading={reading} onClose={() => setAsked(null)} />
    </Page>
  );
}

function Actions({ onAsk }: { onAsk: (asked: Asked) => void }) {
  return (
    <>
      <Button
        onPointerEnter={() => void loadMove()}
        onFocus={() => void loadMove()}
        onClick={() => onAsk({ about: "move", model: null })}
      >
        <ArrowRightLeft aria-hidden />
        Move profiles…
      </Button>
      <Button
        variant="primary"
        onPointerEnter={() => void loadSource()}
        onFocus={() => void loadSource()}
        onClick={() => onAsk({ about: "edit", source: null })}
      >
        <Plus aria-hidden />
        Add source
      </Button>
    </>
  );
}

interface CareProps {
  care: CatalogCare;
  reading: Reading;
  onAsk: (asked: Asked) => void;
}

function Care({ care, reading, onAsk }: CareProps) {
  const { busy, read } = reading;
  return (
    <div className="grid min-w-0 gap-6">
      <PageSection title="Sources">
        <p className="text-muted">
          The file is read again by itself when it changes. Where several have a model of the same
          id, the first in this order holds.
        </p>
        <ul className="grid gap-2">
          <FileItem
            file={care.file}
            busy={busy.has(FILE_SOURCE)}
            onRead={() => void read(FILE_SOURCE)}
          />
          {care.sources.map((source) => (
            <SourceItem
              key={source.id}
              source={source}
              busy={busy.has(source.id)}
              onRead={() => void read(source.id)}
              menu={
                <SourceMenu
                  source={source}
                  onEdit={() => onAsk({ about: "edit", source })}
                  onRemove={() => onAsk({ about: "remove", source })}
                  onEnabled={() => void read(source.id)}
                />
              }
            />
          ))}
        </ul>
      </PageSection>
      <PageSection title="Missing models">
        <MissingList missing={care.missing} onMove={(model) => onAsk({ about: "move", model })} />
      </PageSection>
    </div>
  );
}

interface DialogsProps {
  asked: Asked;
  reading: Reading;
  onClose: () => void;
}

function Dialogs({ asked, reading, onClose }: DialogsProps) {
  const edit = useLastValue(asked?.about === "edit" ? asked : null);
  const move = useLastValue(asked?.about === "move" ? asked : null);
  const editWanted = useHasOpened(edit !== null);
  const moveWanted = useHasOpened(move !== null);
  return (
    <Suspense>
      {editWanted && (
        <SourceDialog
          open={asked?.about === "edit"}
          source={edit?.source ?? null}
          onClose={onClose}
          onSaved={({ id, enabled }) => {
            if (enabled) void reading.read(id);
          }}
        />
      )}
      {moveWanted && (
        <MoveDialog open={asked?.about === "move"} model={move?.model ?? null} onClose={onClose} />
      )}
      <RemoveDialog source={asked?.about === "remove" ? asked.source : null} onClose={onClose} />
    </Suspense>
  );
}
