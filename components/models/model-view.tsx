"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Columns3, Plus } from "lucide-react";
import { MorePages, PagesFailed } from "@/components/layout/more-pages";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Fact, Facts, ValueFacts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { Page, PageSection } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedState } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { catalogPath, newProfilePath } from "@/lib/models/address";
import { factsOf, type ModelFact } from "@/lib/models/facts";
import { amountText } from "@/lib/registry/words";
import type { ModelCorrection } from "@/lib/models/correction-schema";
import { correctionTexts } from "@/lib/models/corrections";
import { modelOptions } from "@/lib/models/queries";
import type { ModelWithUse } from "@/lib/models/query";
import { profilesWith } from "@/lib/profiles/filters";
import { profileListOptions } from "@/lib/profiles/queries";
import type { ListedProfile } from "@/lib/profiles/schema";
import { taskByType } from "@/lib/registry/tasks";
import { PARAMETERS } from "@/lib/registry/parameters";
import { valuesOf } from "@/lib/values/summary";

/** The content of a model's page. */
export function ModelView({ id }: { id: string }) {
  const query = useQuery(modelOptions(id));
  if (query.isPending) return <Skeleton className="w-64" />;
  // Loaded data stays if a later refresh fails.
  if (!query.data) {
    return <FailedState {...failureText(query.error)} onRetry={() => void query.refetch()} />;
  }
  const { error } = query;
  const isGone = error instanceof ProblemError && error.problem.code === "model_not_found";
  return <Model model={query.data} isGone={isGone} />;
}

interface ModelProps {
  model: ModelWithUse;
  /** True if it was removed from the catalog since the page was opened. */
  isGone: boolean;
}

function Model({ model, isGone }: ModelProps) {
  const { identity, details, architecture } = factsOf(model);
  return (
    <Page
      title={model.name}
      lead={
        isGone ? <Badge tone="warning">No longer in the catalog</Badge> : model.details.description
      }
      actions={<Actions id={model.id} />}
    >
      <div className="mt-2 grid items-start gap-x-10 gap-y-8 xl:grid-cols-2">
        <div className="grid min-w-0 gap-8">
          <FactsPart title="Overview" facts={identity.filter(({ path }) => path !== "name")} />
          {model.correction && <CorrectionNote correction={model.correction} />}
          <FactsPart
            title="Details"
            facts={details.filter(({ path }) => path !== "details.description")}
          />
          <FactsPart title="Architecture" facts={architecture} />
        </div>
        <div className="grid min-w-0 gap-8">
          <Recommended model={model} />
          <ModelProfiles id={model.id} />
        </div>
      </div>
    </Page>
  );
}

function Actions({ id }: { id: string }) {
  return (
    <>
      <ButtonLink href={catalogPath([id])}>
        <Columns3 aria-hidden />
        Compare
      </ButtonLink>
      <ButtonLink variant="primary" href={newProfilePath(id)}>
        <Plus aria-hidden />
        New profile with this model
      </ButtonLink>
    </>
  );
}

/** The known facts of one kind; nothing if there are none. */
function FactsPart({ title, facts }: { title: string; facts: readonly ModelFact[] }) {
  const known = facts.filter(({ text }) => text !== null);
  if (known.length === 0) return null;
  return (
    <PageSection title={title}>
      <Facts>
        {known.map(({ path, label, text, unit }) => (
          <Fact key={path} name={label}>
            {text}
            {unit && <span className="text-muted"> {unit}</span>}
          </Fact>
        ))}
      </Facts>
    </PageSection>
  );
}

function CorrectionNote({ correction }: { correction: ModelCorrection }) {
  return (
    <PageSection title="Corrected">
      {correctionTexts(correction).map((text) => (
        <p key={text}>{text}.</p>
      ))}
      <p className="text-xs text-muted">
        By {correction.set_by_name} <Time iso={correction.updated_at} />
      </p>
    </PageSection>
  );
}

function Recommended({ model }: { model: ModelWithUse }) {
  const values = valuesOf(PARAMETERS, model.parameters ?? {});
  return (
    <PageSection title="Recommended parameters">
      {values.length === 0 ? (
        <p className="text-muted">The catalog recommends none. The engine decides.</p>
      ) : (
        <>
          <ValueFacts values={values} />
          <p className="text-xs text-muted">
            A profile with this model uses these values unless it or its base sets others.
          </p>
        </>
      )}
    </PageSection>
  );
}

/** The profiles that use the model: the user's and the defaults. */
function ModelProfiles({ id }: { id: string }) {
  const list = useInfiniteQuery(profileListOptions(profilesWith(id)));
  const profiles = list.data?.pages.flatMap((page) => page.data) ?? [];
  const total = list.data?.pages.at(-1)?.total ?? 0;
  return (
    <PageSection
      title={
        total > 0 ? `Profiles with this model (${amountText(total)})` : "Profiles with this model"
      }
    >
      {list.isPending && <Skeleton className="w-64" />}
      {list.isError && !list.data && <PagesFailed list={list} />}
      {list.isSuccess && profiles.length === 0 && <p className="text-muted">None.</p>}
      {profiles.length > 0 && (
        <ul className="grid">
          {profiles.map((profile) => (
            <ProfileLine key={profile.id} profile={profile} />
          ))}
        </ul>
      )}
      {list.data && <MorePages list={list} noun="profile" shown={profiles.length} />}
    </PageSection>
  );
}

function ProfileLine({ profile }: { profile: ListedProfile }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-2 first:border-t-0">
      <Link
        href={`/profiles/${profile.id}`}
        className="rounded text-accent underline underline-offset-2 [overflow-wrap:anywhere]"
      >
        {profile.name}
      </Link>
      <span className="text-muted">{taskByType(profile.type)?.label}</span>
      {profile.user_id === SYSTEM_USER_ID && <Badge>System</Badge>}
    </li>
  );
}
