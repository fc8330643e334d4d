"use client";

import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Tabs } from "@/components/ui/tabs";
import { useHydrated } from "@/components/ui/use-hydrated";
import { useStoredChoice } from "@/components/ui/use-stored";
import type { Resolved } from "@/lib/assignments/schema";
import { findTask, type TaskKey } from "@/lib/registry/tasks";
import { LANGUAGES, languagesFor, snippetFor } from "@/lib/snippets/snippets";
import { CreateKey, type Secrets } from "./create-key";

interface SnippetsProps {
  task: TaskKey;
  /** What the task runs now. */
  resolved: Resolved;
  /** Keys created here, by scope. They are kept outside, so that they last until the panel is closed. */
  secrets: Secrets;
  onSecrets: (secrets: Secrets) => void;
}

/** Code that uses a task from a program, with a key that can be created in place. */
export function Snippets({ task, resolved, secrets, onSecrets }: SnippetsProps) {
  const { label = task, kind = "text" } = findTask(task) ?? {};
  const [first = "curl", ...others] = languagesFor({ kind, task });
  const [language, setLanguage] = useStoredChoice("snippet-language", [first, ...others]);
  const isHydrated = useHydrated();
  const { scope, install, note, label: name } = LANGUAGES[language];
  const origin = isHydrated ? window.location.origin : "";
  const subject = { origin, model: `task:${task}`, kind, task };
  const code = snippetFor(language, subject, secrets[scope]?.secret) ?? "";
  return (
    <div className="grid min-w-0 gap-4">
      <p className="text-muted">
        Runs <strong className="font-medium text-ink">{resolved.profile.name}</strong> with{" "}
        {resolved.profile.model_name}. What you change here applies to the next request; your code
        stays the same.
      </p>
      <CreateKey
        key={scope}
        scope={scope}
        name={`${label} (${name})`}
        created={secrets[scope] ?? null}
        onCreated={(key) => onSecrets({ ...secrets, [scope]: key })}
      />
      <Tabs
        label="Language"
        value={language}
        onValueChange={setLanguage}
        tabs={[first, ...others].map((id) => ({ value: id, label: LANGUAGES[id].label }))}
      >
        {note && <p className="text-muted">{note}</p>}
        <div className="grid min-w-0 gap-2">
          <CodeBlock label={`${name} snippet`}>{code.trimEnd()}</CodeBlock>
          <div className="flex min-w-0 flex-wrap items-center justify-between gap-2">
            <code className="min-w-0 font-mono text-xs [overflow-wrap:anywhere] text-muted">
              {install}
            </code>
            <CopyButton text={code} what={`the ${name} snippet`} label="Copy snippet" />
          </div>
        </div>
      </Tabs>
    </div>
  );
}
