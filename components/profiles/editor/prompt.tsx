"use client";

import Link from "next/link";
import { useDeferredValue } from "react";
import { useFormState, useWatch } from "react-hook-form";
import { FieldError, TextArea } from "@/components/ui/form";
import { PageSection } from "@/components/ui/page";
import { estimateTokens } from "@/lib/profiles/tokens";
import { countWords } from "@/lib/values/summary";
import { useEditor, useTextBox } from "./editor-context";
import { idOf } from "./form-fields";

/** The system prompt. Typing renders only the count below it. */
export function Prompt() {
  const { form } = useEditor();
  const name = "system_prompt";
  const box = useTextBox(name);
  const { errors } = useFormState({ control: form.control, name, exact: true });
  const fault = errors.system_prompt?.message;
  return (
    <PageSection title="System prompt" isLarge>
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
