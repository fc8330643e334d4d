import { useQuery } from "@tanstack/react-query";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts, ValueFacts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { PageSection } from "@/components/ui/page";
import { Time } from "@/components/ui/time";
import { configOptions } from "@/lib/assignments/queries";
import { tasksOf } from "@/lib/assignments/changes";
import { basedOnOptions, chainOptions } from "@/lib/profiles/queries";
import type { Profile } from "@/lib/profiles/schema";
import { countWords } from "@/lib/registry/words";
import { setValues } from "@/lib/values/describe";
import { SECTION_LABELS, SECTION_NAMES, type Section } from "@/lib/registry/types";
import { taskByType } from "@/lib/registry/tasks";
import { ModelName } from "./rows";

interface DetailsProps {
  profile: Profile;
}

/** All fields of a profile, read-only. */
export function ProfileDetails({ profile }: DetailsProps) {
  return (
    <div className="mt-2 grid items-start gap-x-10 gap-y-8 xl:grid-cols-2">
      <div className="grid min-w-0 gap-8">
        <PageSection title="Identity">
          <Identity profile={profile} />
        </PageSection>
        <PageSection title="System prompt">
          {profile.system_prompt ? (
            <Prompt text={profile.system_prompt} />
          ) : (
            <p className="text-muted">
              {profile.base_profile_id === null
                ? "No system prompt."
                : "Uses the prompt from its base."}
            </p>
          )}
        </PageSection>
      </div>
      <div className="grid min-w-0 gap-8">
        <PageSection title="Status">
          <Status profile={profile} />
        </PageSection>
        {SECTION_NAMES.map((section) => (
          <ValuesPart key={section} profile={profile} section={section} />
        ))}
      </div>
    </div>
  );
}

function Identity({ profile }: DetailsProps) {
  const task = taskByType(profile.type);
  return (
    <Facts>
      <Fact name="Description">
        {profile.description || <span className="text-muted">none</span>}
      </Fact>
      <Fact name="Task">
        {task?.label} <span className="text-muted">· {task?.purpose}</span>
      </Fact>
      <Fact name="Model">
        <ModelName profile={profile} />
      </Fact>
      {profile.model_version !== null && <Fact name="Model version">{profile.model_version}</Fact>}
      <Fact name="Based on">
        <Base id={profile.base_profile_id} />
      </Fact>
      <Fact name="ID">{profile.id}</Fact>
    </Facts>
  );
}

function Base({ id }: { id: string | null }) {
  const [base] = useQuery(chainOptions(id)).data ?? [];
  if (id === null) return <span className="text-muted">none</span>;
  return <ProfileLink id={id} name={base?.name ?? id} />;
}

function Prompt({ text }: { text: string }) {
  return (
    <>
      <CodeBlock label="System prompt" kind="prose">
        {text}
      </CodeBlock>
      <p className="text-xs text-muted">{countWords(text.length, "character")}</p>
    </>
  );
}

function Status({ profile }: DetailsProps) {
  const tasks = tasksOf(useQuery(configOptions()).data, profile.id);
  const basedOn = useQuery(basedOnOptions(profile.id)).data?.data ?? [];
  return (
    <Facts>
      <Fact name="Used for">
        {tasks.map((task) => task.label).join(", ") || <span className="text-muted">no tasks</span>}
      </Fact>
      {basedOn.length > 0 && (
        <Fact name="Your profiles based on it">
          <ul className="grid gap-0.5">
            {basedOn.map((child) => (
              <li key={child.id}>
                <ProfileLink id={child.id} name={child.name} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Fact name="Revision">{profile.revision}</Fact>
      <Fact name="Changed">
        <Time iso={profile.updated_at} />
      </Fact>
      <Fact name="Created">
        <Time iso={profile.created_at} />
      </Fact>
    </Facts>
  );
}

function ProfileLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/profiles/${id}`} className="rounded text-accent underline underline-offset-2">
      {name}
    </Link>
  );
}

function ValuesPart({ profile, section }: { profile: Profile; section: Section }) {
  const values = setValues(profile, section);
  // Empty sections are hidden, except parameters.
  if (values.length === 0 && section !== "parameters") return null;
  return (
    <PageSection title={SECTION_LABELS[section]}>
      {values.length === 0 ? (
        <p className="text-muted">No parameters set.</p>
      ) : (
        <ValueFacts values={values} />
      )}
      {section === "parameters" && (
        <p className="text-xs text-muted">
          Values not set here come from the base, then from the model; otherwise the engine decides.
        </p>
      )}
    </PageSection>
  );
}
