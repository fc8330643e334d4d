"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notifyFailure } from "@/components/layout/notify-failure";
import { toast } from "@/components/ui/toast";
import { readSourceMutation, syncCatalogMutation } from "@/lib/models/mutations";
import type { SyncReport } from "@/lib/models/query";
import { reportWords } from "@/lib/models/report-words";
import { FILE_SOURCE } from "@/lib/models/source";

export interface Reading {
  /** Ids of the sources being read. */
  busy: ReadonlySet<string>;
  /** Reads the catalog file or a source and announces the result. */
  read: (id: string) => Promise<void>;
}

/** Why the whole read failed: entry -1 stands for the source itself. */
function reasonOf({ errors }: SyncReport): string | undefined {
  const [first, ...others] = errors;
  return first?.index === -1 && others.length === 0 ? first.message : undefined;
}

function announce(name: string, report: SyncReport): void {
  const description = reasonOf(report);
  if (description === undefined) {
    toast({ kind: "success", title: `${name} read: ${reportWords(report)}` });
  } else {
    toast({ kind: "error", title: `${name} could not be read`, description, duration: 10_000 });
  }
}

/** Reads sources, also several at once. */
export function useReadSources(): Reading {
  const client = useQueryClient();
  const sync = useMutation(syncCatalogMutation(client)).mutateAsync;
  const readSource = useMutation(readSourceMutation(client)).mutateAsync;
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const run = async (id: string) => {
    if (id === FILE_SOURCE) {
      announce("Catalog file", await sync());
      return;
    }
    const { provider, read } = await readSource(id);
    if (read) announce(provider, read.report);
  };
  const read = async (id: string) => {
    setBusy((before) => new Set(before).add(id));
    await run(id).catch(notifyFailure);
    setBusy((before) => new Set([...before].filter((each) => each !== id)));
  };
  return { busy, read };
}
