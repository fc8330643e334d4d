"use client";

import Link from "next/link";
import { useDeferredValue } from "react";
import { useFormState, useWatch } from "react-hook-form";
import { FieldError, TextArea } from "@/components/ui/form";
import { roughTokens } from "@/lib/profiles/summary";
import { useEditor } from "./editor-context";
import { Part } from "./part";
import { idOf } from "./paths";
import { useTextBox } from "./use-text-box";

const counts = new Intl.NumberFormat("en");

/** The system prompt: only its count is drawn as one types. */
export function Prompt() {
  const { form } = useEditor();
  const name = "system_prompt";
  const box = useTextBox(name);
  const { errors } = useFormState({ control: form.control, name, exact: true });
  const fault = errors.system_prompt?.message;
  return (
    <Part title="System prompt">
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
    </Part>
  );
}

/** How long it is; of an empty one, which is used instead. */
function Count() {
  const { form, facts } = useEditor();
  const text = useDeferredValue(useWatch({ control: form.control, name: "system_prompt" }));
  if (text !== "") {
    return `${counts.format(text.length)} characters, about ${counts.format(roughTokens(text))} tokens`;
  }
  if (facts.unread) return `Empty: what is sent instead ${facts.unread}.`;
  const base = facts.bases.find(({ system_prompt }) => system_prompt !== "");
  if (!base) return "Empty: no system prompt is sent.";
  return (
    <>
      Empty: the one of{" "}
      <Link href={`/profiles/${base.id}`} className="rounded underline underline-offset-2">
        “{base.name}”
      </Link>{" "}
      is sent.
    </>
  );
}
