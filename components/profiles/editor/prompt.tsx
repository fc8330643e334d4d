"use client";

import { TriangleAlert } from "lucide-react";
import { useDeferredValue } from "react";
import { useFormState, useWatch } from "react-hook-form";
import { FieldError, TextArea } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { PageSection } from "@/components/ui/page";
import { estimateTokens } from "@/lib/profiles/tokens";
import { countWords } from "@/lib/registry/words";
import { useEditor, useSnapshot, useTextBox } from "./editor-context";
import { idOf } from "./form-fields";
import { anchorOf } from "./section-list";
import type { References } from "./use-references";

/** The system prompt. Typing renders only the count below it. */
export function Prompt() {
  const { form } = useEditor();
  const name = "system_prompt";
  const box = useTextBox(name);
  const { errors } = useFormState({ control: form.control, name, exact: true });
  const fault = errors.system_prompt?.message;
  return (
    <PageSection title="System prompt" isLarge id={anchorOf(name)}>
      <div data-field={name} className="grid gap-1">
        <TextArea
          id={idOf(name)}
          aria-label="System prompt"
          aria-describedby="prompt-line"
          aria-invalid={fault ? true : undefined}
          rows={6}
          className="max-h-[60dvh] min-h-32"
          {...box}
        />
        <div id="prompt-line" className="text-xs text-muted">
          {fault && <FieldError>{fault}</FieldError>}
          <Count />
          <TooLong />
        </div>
      </div>
    </PageSection>
  );
}

/** The prompt's length; for an empty one, what is sent instead. */
function Count() {
  const { form, references } = useEditor();
  const { status, bases } = references;
  const text = useDeferredValue(useWatch({ control: form.control, name: "system_prompt" }));
  if (text !== "") {
    const [characters, tokens] = [text.length, estimateTokens(text)];
    return `${countWords(characters, "character")}, about ${countWords(tokens, "token")}`;
  }
  if (status === "loading") return "Empty: loading the inherited prompt…";
  if (status === "failed") return "Empty: the inherited prompt could not be loaded.";
  const base = bases.find(({ system_prompt }) => system_prompt !== "");
  if (!base) return "Empty: no system prompt is sent.";
  return (
    <>
      Empty: uses the prompt from{" "}
      <Link href={`/profiles/${base.id}`} className="rounded underline underline-offset-2">
        “{base.name}”
      </Link>
      .
    </>
  );
}

/** The context length in tokens that the profile runs with; undefined if the engine decides. */
function contextOf(own: unknown, { bases, model, task }: References): number | undefined {
  const [set] = [
    own,
    ...bases.map(({ parameters }) => parameters.num_ctx),
    model?.parameters?.num_ctx,
  ].filter((value) => typeof value === "number");
  const most = model?.details.context_length ?? undefined;
  if (task.kind === "image") return undefined;
  return set === undefined || most === undefined ? (set ?? most) : Math.min(set, most);
}

/** Warns while the prompt alone is longer than the context. */
function TooLong() {
  const { form, store, references } = useEditor();
  const typed = useDeferredValue(useWatch({ control: form.control, name: "system_prompt" }));
  const own = useSnapshot(store, ({ content }) => {
    const value = content.parameters.num_ctx;
    return typeof value === "number" ? value : null;
  });
  const context = contextOf(own, references);
  const inherited = references.bases.find(({ system_prompt }) => system_prompt !== "");
  const tokens = estimateTokens(typed || (inherited?.system_prompt ?? ""));
  return (
    <div role="status" className="empty:hidden">
      {context !== undefined && tokens > context && (
        <p className="mt-1 flex items-start gap-1 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span>
            Longer than the context length of {countWords(context, "token")}: the model will not see
            all of it. Shorten the prompt or set a longer context.
          </span>
        </p>
      )}
    </div>
  );
}
