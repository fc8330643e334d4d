"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Radar, Server } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHasOpened, useLastValue } from "@/components/ui/dialog";
import { Page, PageSection } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState, FailedState } from "@/components/ui/states";
import { useUrlState } from "@/components/ui/use-url-state";
import { enginesOptions } from "@/lib/engines/queries";
import type { EngineView } from "@/lib/engines/schema";
import { failureText } from "@/lib/http/browser/failure";
import { countWords } from "@/lib/registry/words";
import { EngineItem } from "./engine-item";
import { EngineMenu } from "./engine-menu";
import { RemoveDialog } from "./remove-dialog";
import { type EngineCalls, useEngineCalls } from "./use-engine-calls";

const loadEngine = () => import("./engine-dialog");
const EngineDialog = lazy(loadEngine);
const loadFind = () => import("./find-dialog");
const FindDialog = lazy(loadFind);
const loadTest = () => import("./test-dialog");
const TestDialog = lazy(loadTest);

/** The open dialog and its subject; finding engines is part of the URL. */
type DialogRequest =
  | { dialog: "edit"; engine: EngineView | null }
  | { dialog: "remove" | "test"; engine: EngineView }
  | null;

const NOT_FINDING = { find: "" };
const findIn = (search: URLSearchParams) => ({ find: search.get("find") ?? "" });

/** The page `/admin/engines`; `?find=1` starts with finding them, as the setup does. */
export function EnginesView() {
  const engines = useQuery(enginesOptions());
  const [request, setRequest] = useState<DialogRequest>(null);
  const [{ find }, change] = useUrlState(findIn, NOT_FINDING);
  const calls = useEngineCalls();
  const list = engines.data?.data;
  const actions = (
    <Actions
      onAdd={() => setRequest({ dialog: "edit", engine: null })}
      onFind={() => change({ find: "1" })}
    />
  );
  return (
    <Page
      title="Engines"
      lead="Servers that run models. If several have the same model, the first one that is up runs it."
      actions={list?.length !== 0 && actions}
    >
      {engines.isPending && <EnginesSkeleton />}
      {engines.isError && !list && (
        <FailedState {...failureText(engines.error)} onRetry={() => void engines.refetch()} />
      )}
      {list?.length === 0 && (
        <EmptyState icon={Server} title="No engines" action={actions}>
          Add a server that runs models, such as Ollama, llama.cpp or vLLM, or find those that are
          running.
        </EmptyState>
      )}
      {list && list.length > 0 && <EngineList engines={list} calls={calls} onOpen={setRequest} />}
      <Dialogs
        request={request}
        find={find !== ""}
        calls={calls}
        onClose={() => setRequest(null)}
        onFound={() => change({ find: "" })}
      />
    </Page>
  );
}

function Actions({ onAdd, onFind }: { onAdd: () => void; onFind: () => void }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        onPointerEnter={() => void loadFind()}
        onFocus={() => void loadFind()}
        onClick={onFind}
      >
        <Radar aria-hidden />
        Find engines…
      </Button>
      <Button
        variant="primary"
        onPointerEnter={() => void loadEngine()}
        onFocus={() => void loadEngine()}
        onClick={onAdd}
      >
        <Plus aria-hidden />
        Add engine
      </Button>
    </div>
  );
}

interface EngineListProps {
  engines: readonly EngineView[];
  calls: EngineCalls;
  onOpen: (request: DialogRequest) => void;
}

function EngineList({ engines, calls, onOpen }: EngineListProps) {
  return (
    <PageSection title={countWords(engines.length, "engine")}>
      <ul className="grid gap-2">
        {engines.map((engine) => (
          <EngineItem
            key={engine.id}
            engine={engine}
            busy={calls.busy.has(engine.id)}
            onRead={() => void calls.read(engine.id)}
            onTest={() => onOpen({ dialog: "test", engine })}
            menu={
              <EngineMenu
                engine={engine}
                onEdit={() => onOpen({ dialog: "edit", engine })}
                onRemove={() => onOpen({ dialog: "remove", engine })}
                onEnabled={calls.refresh}
              />
            }
          />
        ))}
      </ul>
    </PageSection>
  );
}

interface DialogsProps {
  request: DialogRequest;
  find: boolean;
  calls: EngineCalls;
  onClose: () => void;
  onFound: () => void;
}

function Dialogs({ request, find, calls, onClose, onFound }: DialogsProps) {
  const edit = useLastValue(request?.dialog === "edit" ? request : null);
  const test = useLastValue(request?.dialog === "test" ? request : null);
  const wasEditOpened = useHasOpened(edit !== null);
  const wasFindOpened = useHasOpened(find);
  return (
    <Suspense>
      {wasEditOpened && (
        <EngineDialog
          open={request?.dialog === "edit"}
          engine={edit?.engine ?? null}
          onClose={onClose}
          onSaved={calls.refresh}
        />
      )}
      {test && (
        <TestDialog open={request?.dialog === "test"} engine={test.engine} onClose={onClose} />
      )}
      {wasFindOpened && <FindDialog open={find} onAdded={calls.refresh} onClose={onFound} />}
      <RemoveDialog
        engine={request?.dialog === "remove" ? request.engine : null}
        onClose={onClose}
      />
    </Suspense>
  );
}

function EnginesSkeleton() {
  return (
    <div className="grid gap-2" aria-hidden>
      <Skeleton className="h-28" />
      <Skeleton className="h-28" />
    </div>
  );
}
