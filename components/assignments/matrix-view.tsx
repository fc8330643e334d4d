"use client";

import { useMemo, useState } from "react";
import { useIsWide } from "@/components/ui/use-is-wide";
import { TASKS } from "@/lib/registry/tasks";
import { AssignmentList } from "./assignment-list";
import { columnsOf } from "./columns";
import { Matrix } from "./matrix";
import { Toolbar } from "./toolbar";
import { usePins } from "./use-pins";
import type { ViewProps } from "./view-props";

/** The tasks as a matrix with a column for each of the user's profiles. */
export default function MatrixView({
  config,
  lookup,
  state,
  selection,
  propsOf,
  ...props
}: ViewProps) {
  const { onChange, onChoose, onUndo } = props;
  const [pins, onPin] = usePins(config.user_id);
  // As of when the matrix was opened: a save does not move columns away from the pointer.
  const [used] = useState(() => new Set(Object.values(config.model_profiles)));
  const { own } = lookup;
  const columns = useMemo(() => columnsOf(own, pins, used, state.q), [own, pins, used, state.q]);
  const isWide = useIsWide();
  const search = {
    label: "Search your profiles",
    placeholder: "Search profile, model",
    words: state.q,
    noun: "profile",
    of: own.length,
    found: columns.ids.length,
    onSearch: (q: string) => onChange({ q }),
    className: "max-lg:hidden",
  };
  return (
    <>
      <Toolbar
        search={own.length > 0 ? search : undefined}
        selected={TASKS.filter(({ key }) => selection.selected.has(key))}
        lookup={lookup}
        onChoose={onChoose}
        onUndo={onUndo}
      />
      <Matrix columns={columns} selection={selection} propsOf={propsOf} onPin={onPin} />
      {/* The server does not know the width: the HTML has both, of which one is hidden. */}
      {isWide === null && (
        <AssignmentList
          tasks={TASKS}
          selection={selection}
          propsOf={propsOf}
          className="lg:hidden"
        />
      )}
    </>
  );
}
