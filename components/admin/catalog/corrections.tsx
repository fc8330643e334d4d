import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { useHasOpened, useLastValue } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { PageSection } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { modelPath } from "@/lib/models/address";
import { correctionTexts } from "@/lib/models/corrections";
import type { ModelCorrection } from "@/lib/models/correction-schema";
import { removeCorrectionMutation } from "@/lib/models/mutations";

const loadDialog = () => import("./correction-dialog");
const CorrectionDialog = lazy(loadDialog);

/** What admins have corrected of models, next to what the sources report. */
export function CorrectionsSection({ corrections }: { corrections: readonly ModelCorrection[] }) {
  const [request, setRequest] = useState<{ correction: ModelCorrection | null } | null>(null);
  const shown = useLastValue(request);
  const wasOpened = useHasOpened(shown !== null);
  return (
    <PageSection title="Corrections">
      <div className="flex flex-wrap items-center justify-between gap-2 text-muted">
        <p>A corrected task or context length counts for everyone, whatever the source reports.</p>
        <Button
          onPointerEnter={() => void loadDialog()}
          onFocus={() => void loadDialog()}
          onClick={() => setRequest({ correction: null })}
        >
          Correct a model…
        </Button>
      </div>
      <ul className="grid gap-2">
        {corrections.map((correction) => (
          <CorrectionItem
            key={correction.model_id}
            correction={correction}
            onEdit={() => setRequest({ correction })}
          />
        ))}
      </ul>
      <Suspense>
        {wasOpened && (
          <CorrectionDialog
            open={request !== null}
            correction={shown?.correction ?? null}
            onClose={() => setRequest(null)}
          />
        )}
      </Suspense>
    </PageSection>
  );
}

interface ItemProps {
  correction: ModelCorrection;
  onEdit: () => void;
}

function CorrectionItem({ correction, onEdit }: ItemProps) {
  const { model_id, reported, set_by_name, updated_at } = correction;
  const remove = useMutation({
    ...removeCorrectionMutation(useQueryClient()),
    onError: notifyFailure,
    onSuccess: () => toast({ kind: "success", title: `Correction of ${model_id} removed` }),
  });
  return (
    <li className="flex min-w-0 flex-wrap items-start justify-between gap-2 rounded-lg border border-line bg-panel p-3">
      <div className="grid min-w-0 gap-1">
        <h3 className="font-medium [overflow-wrap:anywhere]">
          {reported ? (
            <Link href={modelPath(model_id)} className="rounded hover:underline">
              {model_id}
            </Link>
          ) : (
            model_id
          )}
        </h3>
        {correctionTexts(correction).map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p className="text-xs text-muted">
          Corrected by {set_by_name} <Time iso={updated_at} />
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {reported && (
          <Button onClick={onEdit}>
            <Pencil aria-hidden />
            Edit<span className="sr-only"> the correction of {model_id}</span>
          </Button>
        )}
        <Button busy={remove.isPending} onClick={() => remove.mutate(model_id)}>
          <X aria-hidden />
          Remove correction<span className="sr-only"> of {model_id}</span>
        </Button>
      </div>
    </li>
  );
}
