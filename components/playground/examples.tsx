"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type SubmitEvent, useId, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Input as TextInput } from "@/components/ui/form";
import { toast } from "@/components/ui/toast";
import {
  addExampleMutation,
  examplesOptions,
  removeExampleMutation,
} from "@/lib/playground/queries";
import { type Example, type Input } from "@/lib/playground/schema";
import type { TaskKey } from "@/lib/registry/tasks";
import { countWords } from "@/lib/registry/words";

interface ExamplesProps {
  task: TaskKey;
  input: Input;
  onChoose: (input: Input) => void;
}

/** Characters of the input that become the name of an example. */
const NAME_LENGTH = 40;

function nameOf(input: Input): string {
  const text =
    "messages" in input
      ? (input.messages.at(-1)?.content ?? "")
      : "input" in input
        ? (input.input[0] ?? "")
        : "documents" in input
          ? input.query
          : input.prompt;
  const words = text.replace(/\s+/g, " ").trim();
  return words.length > NAME_LENGTH ? `${words.slice(0, NAME_LENGTH)}…` : words;
}

/** The viewer's own inputs for the task: to choose one, keep this one, delete one. */
export function Examples({ task, input, onChoose }: ExamplesProps) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery(examplesOptions(task));
  const examples = data?.data ?? [];
  return (
    <Disclosure
      title="Examples"
      note={examples.length > 0 && countWords(examples.length, "example")}
      open={isOpen}
      onOpenChange={setOpen}
    >
      <div className="grid gap-3">
        {examples.length > 0 ? (
          <ul aria-label="Examples" className="grid gap-1">
            {examples.map((each) => (
              <ExampleRow key={each.id} task={task} example={each} onChoose={onChoose} />
            ))}
          </ul>
        ) : (
          <p className="text-muted">Keep inputs that you try again and again. Only you see them.</p>
        )}
        <KeepForm task={task} input={input} />
      </div>
    </Disclosure>
  );
}

interface ExampleRowProps {
  task: TaskKey;
  example: Example;
  onChoose: (input: Input) => void;
}

function ExampleRow({ task, example, onChoose }: ExampleRowProps) {
  const { id, name, input } = example;
  const remove = useMutation({
    ...removeExampleMutation(useQueryClient(), task),
    onError: notifyFailure,
  });
  return (
    <li className="flex items-center gap-2">
      <Button
        variant="ghost"
        className="min-w-0 shrink! grow justify-start!"
        // The server has checked it by the kind of the task.
        onClick={() => onChoose(input as Input)}
      >
        <span className="truncate">{name}</span>
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Delete example ${name}`}
        busy={remove.isPending}
        onClick={() => remove.mutate(id)}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
}

function KeepForm({ task, input }: Omit<ExamplesProps, "onChoose">) {
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const add = useMutation({
    ...addExampleMutation(useQueryClient(), task),
    onError: notifyFailure,
    onSuccess: ({ name }) => {
      setTyped(null);
      toast({ kind: "success", title: `Example “${name}” saved` });
    },
  });
  const name = typed ?? nameOf(input);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!add.isPending && name.trim() !== "") add.mutate({ name, input });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <div className="grid grow basis-48 gap-1">
        <label htmlFor={id} className="text-xs text-muted">
          Save the input above as
        </label>
        <TextInput
          id={id}
          maxLength={120}
          value={name}
          onChange={({ target }) => setTyped(target.value)}
          autoComplete="off"
        />
      </div>
      <Button type="submit" busy={add.isPending}>
        Save example
      </Button>
    </form>
  );
}
