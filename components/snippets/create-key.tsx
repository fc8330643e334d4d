"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FieldError, Input } from "@/components/ui/form";
import { Time } from "@/components/ui/time";
import type { Scope } from "@/lib/actor";
import { failureText, ProblemError } from "@/lib/http/browser/failure";
import { faultText } from "@/lib/http/browser/form-problem";
import { createKeyMutation } from "@/lib/keys/queries";
import type { NewApiKey } from "@/lib/keys/schema";

type SnippetScope = Extract<Scope, "infer" | "read">;

/** The keys that were created for snippets, by scope, with their secrets. */
export type Secrets = Readonly<Partial<Record<SnippetScope, NewApiKey>>>;

const DAYS = 90;

function inDays(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
}

const SCOPE_TEXT: Readonly<Record<SnippetScope, string>> = {
  infer: "runs models and reads nothing else",
  read: "reads your profiles and changes nothing",
};

interface CreateKeyProps {
  scope: SnippetScope;
  /** The name that is filled in. */
  name: string;
  created: NewApiKey | null;
  onCreated: (key: NewApiKey) => void;
}

/** Creates the key that a snippet needs, with one click; afterwards says where the key is. */
export function CreateKey({ scope, name, created, onCreated }: CreateKeyProps) {
  const [isNew, setNew] = useState(false);
  const keep = (key: NewApiKey) => {
    setNew(true);
    onCreated(key);
  };
  return (
    <div className="grid gap-2 rounded-lg border border-line bg-panel p-3">
      {created ? (
        <CreatedKey created={created} takesFocus={isNew} />
      ) : (
        <KeyForm scope={scope} name={name} onCreated={keep} />
      )}
    </div>
  );
}

function messageOf(error: unknown): string {
  const [fault] = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return fault ? faultText(fault.message, fault.path) : failureText(error).detail;
}

function KeyForm({ scope, name, onCreated }: Omit<CreateKeyProps, "created">) {
  const [typed, setTyped] = useState<string | null>(null);
  const create = useMutation(createKeyMutation(useQueryClient()));
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const request = { name: typed ?? name, scopes: [scope], expires_at: inDays(DAYS) };
    create.mutate(request, { onSuccess: onCreated });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        Name of the new key
      </label>
      <div className="flex flex-wrap gap-2">
        <Input
          id={id}
          value={typed ?? name}
          onChange={({ target }) => setTyped(target.value)}
          autoComplete="off"
          aria-describedby={`${id}-line`}
          aria-invalid={create.isError ? true : undefined}
          className="w-auto! min-w-40 grow basis-40"
        />
        <Button type="submit" variant="primary" busy={create.isPending}>
          <KeyRound aria-hidden />
          Create key
        </Button>
      </div>
      <div id={`${id}-line`} className="text-xs text-muted">
        {create.isError ? (
          <FieldError>{messageOf(create.error)}</FieldError>
        ) : (
          `Scope ${scope}: ${SCOPE_TEXT[scope]}. Expires in ${DAYS} days.`
        )}
      </div>
    </form>
  );
}

function CreatedKey({ created, takesFocus }: { created: NewApiKey; takesFocus: boolean }) {
  const start = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The form that had the focus is gone.
    if (takesFocus) start.current?.focus();
  }, [takesFocus]);
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <div className="min-w-0">
        <p ref={start} tabIndex={-1} className="font-medium [overflow-wrap:anywhere] outline-none">
          Key “{created.name}” is in the snippets
        </p>
        <p className="text-xs text-muted">
          Copy it now: it is not shown again.
          {created.expires_at !== null && (
            <>
              {" "}
              Expires <Time iso={created.expires_at} />.
            </>
          )}
        </p>
      </div>
      <CopyButton text={created.secret} what="the key" label="Copy key" />
    </div>
  );
}
