"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFooter } from "@/components/ui/dialog-footer";
import { Field, Form, Input } from "@/components/ui/form";
import { Skeleton } from "@/components/ui/skeleton";
import { createEngineMutation, discoveryOptions } from "@/lib/engines/mutations";
import type { FoundEngine } from "@/lib/engines/results-schema";
import type { EngineView } from "@/lib/engines/schema";
import { failureText } from "@/lib/http/browser/failure";
import { ENGINES } from "@/lib/registry/engines";
import { countWords } from "@/lib/registry/words";

interface FindDialogProps {
  open: boolean;
  /** Called for every engine that is added; the caller then reads and tests it. */
  onAdded: (engine: EngineView) => void;
  onClose: () => void;
}

/** Finds engines on this machine, and on hosts that the admin names. */
export default function FindDialog({ open, onAdded, onClose }: FindDialogProps) {
  const [hosts, setHosts] = useState<string[]>([]);
  const found = useQuery({ ...discoveryOptions(hosts), enabled: open });
  const find = (wanted: string[]) => {
    if (wanted.join() === hosts.join()) void found.refetch();
    else setHosts(wanted);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Find engines"
      description="Looks for Ollama, llama.cpp, vLLM, LM Studio and compatible servers on their usual ports."
    >
      <Hosts busy={found.isFetching} error={found.error} onFind={find} />
      <div role="status" className="grid gap-2">
        {found.isPending && <Skeleton className="h-16" />}
        {found.data?.data.length === 0 && <p>Nothing responded.</p>}
      </div>
      <ul className="grid gap-2">
        {found.data?.data.map((each) => (
          <Found key={each.address} found={each} onAdded={onAdded} />
        ))}
      </ul>
      <DialogFooter>
        <Button onClick={onClose}>Close</Button>
      </DialogFooter>
    </Dialog>
  );
}

interface HostsProps {
  busy: boolean;
  error: Error | null;
  onFind: (hosts: string[]) => void;
}

function Hosts({ busy, error, onFind }: HostsProps) {
  const [text, setText] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onFind(text.split(/[\s,]+/).filter(Boolean));
  };
  return (
    <Form onSubmit={submit} error={undefined}>
      <Field
        label="Other hosts"
        help="In addition to this machine, such as gpu-box or 192.168.1.5:9000; separated by spaces"
        error={error ? failureText(error).detail : undefined}
      >
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              value={text}
              onChange={({ target }) => setText(target.value)}
              autoComplete="off"
            />
            <Button type="submit" busy={busy}>
              Find
            </Button>
          </div>
        )}
      </Field>
    </Form>
  );
}

function Found({ found, onAdded }: { found: FoundEngine; onAdded: (engine: EngineView) => void }) {
  const { kind, name, address, version, models, engine } = found;
  const create = useMutation({
    ...createEngineMutation(useQueryClient()),
    onError: notifyFailure,
  });
  const add = () => create.mutate({ kind, name, address, local: true }, { onSuccess: onAdded });
  return (
    <li
      aria-label={name}
      className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-line p-3"
    >
      <div className="grid min-w-0 gap-1">
        <span className="flex flex-wrap gap-2">
          <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
          <Badge>{ENGINES[kind].label}</Badge>
        </span>
        <span className="font-mono text-xs [overflow-wrap:anywhere] text-muted">{address}</span>
        <span>
          {countWords(models, "model")}
          {version && ` · version ${version}`}
        </span>
      </div>
      {engine !== null || create.isSuccess ? (
        <Badge tone="accent">Added</Badge>
      ) : (
        <Button busy={create.isPending} onClick={add}>
          Add<span className="sr-only"> {name}</span>
        </Button>
      )}
    </li>
  );
}
