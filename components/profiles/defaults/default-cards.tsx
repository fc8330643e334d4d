"use client";

import { KeyValues, ModelName } from "../rows";
import { reachText } from "@/lib/profiles/summary";
import {
  DefaultMenu,
  DefaultName,
  type DefaultRowsProps,
  PromptStart,
  Shipped,
} from "./default-parts";

/** The defaults where there is room for one column only. */
export function DefaultCards({ rows, onReset }: DefaultRowsProps) {
  return (
    <ul aria-label="Defaults" className="grid min-w-0 gap-2 sm:grid-cols-2 lg:hidden">
      {rows.map((row) => (
        <li
          key={row.profile.id}
          className="grid min-w-0 content-start gap-1.5 rounded-lg border border-line bg-panel p-3"
        >
          <div className="flex min-w-0 items-start justify-between gap-2">
            <div className="min-w-0">
              <DefaultName row={row} />
              <PromptStart row={row} />
            </div>
            <div className="-mt-1.5 -mr-1.5">
              <DefaultMenu row={row} onReset={onReset} />
            </div>
          </div>
          <ModelName profile={row.profile} />
          <div className="text-xs">
            <KeyValues profile={row.profile} />
          </div>
          <p className="text-xs text-muted">{reachText(row)}</p>
          <div className="text-xs">
            <Shipped row={row} />
          </div>
        </li>
      ))}
    </ul>
  );
}
