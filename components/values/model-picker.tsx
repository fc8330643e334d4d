"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo } from "react";
import { Combobox, type ComboboxProps, type OptionGroup } from "@/components/ui/combobox";
import { Field } from "@/components/ui/form";
import { servedModelsOptions } from "@/lib/engines/queries";
import { STATUS_LABELS } from "@/lib/engines/words";
import { failureText } from "@/lib/http/browser/failure";
import { catalogOptions } from "@/lib/models/queries";
import { modelFacts, type ModelRow } from "@/lib/models/row";
import { searchModels } from "@/lib/models/search";
import { countWords } from "@/lib/registry/words";
import type { Task } from "@/lib/registry/types";
import { obstacleOf } from "@/lib/values/compatibility";

type ControlProps = Pick<
  ComboboxProps,
  "id" | "aria-describedby" | "aria-invalid" | "onChange" | "opensOnFocus"
>;

/** What an option says about the engine that runs its model; without any engine, nothing. */
type EngineNotes = ReadonlyMap<string, string>;

export type FindModels = (
  rows: readonly ModelRow[],
  words: string,
  engines: EngineNotes,
) => readonly OptionGroup[];

interface ModelComboboxProps extends ControlProps {
  /** What the model is chosen for. */
  label?: string;
  /** The id of the model; empty if none is chosen. */
  value: string;
  /** The options for the words of a search. Keep it between renders. */
  find: FindModels;
  /** Shown in the closed box, instead of the id. */
  children?: ReactNode;
}

/** Which engine runs which model. It only informs: if it cannot be loaded, models are chosen without it. */
function useEngineNotes(): EngineNotes {
  const { data } = useQuery({ ...servedModelsOptions(), enabled: false });
  return useMemo(() => {
    const served = data?.data ?? [];
    return new Map(
      served.map(({ model, engine, status }) => [
        model,
        `${engine} ${STATUS_LABELS[status].toLowerCase()}`,
      ]),
    );
  }, [data]);
}

/** Chooses a model of the catalog, which loads when the box is first used. */
export function ModelCombobox(props: ModelComboboxProps) {
  const { label = "Model", value, find, children, ...control } = props;
  const client = useQueryClient();
  const catalog = useQuery({ ...catalogOptions(), enabled: false });
  const rows = catalog.data?.data;
  const engines = useEngineNotes();
  const search = useCallback(
    (words: string) => find(rows ?? [], words, engines),
    [rows, find, engines],
  );
  const load = () =>
    Promise.allSettled([client.query(servedModelsOptions()), client.query(catalogOptions())]);
  const status = catalog.isError ? failureText(catalog.error).title : "Loading models…";
  return (
    <Combobox
      {...control}
      label={`${label}: ${value || "none"}`}
      className="w-full"
      groups={[]}
      find={search}
      status={rows ? undefined : status}
      value={value}
      placeholder="Search name, family, size"
      onReach={load}
    >
      {children ?? (value || "Choose a model")}
    </Combobox>
  );
}

/** The models that match a search, in order of their ids; those that an engine runs come first. */
function findModels(rows: readonly ModelRow[], words: string, engines: EngineNotes): ModelRow[] {
  const found = searchModels(rows, { q: words, sort: "id" }).rows;
  return [
    ...found.filter(({ id }) => engines.has(id)),
    ...found.filter(({ id }) => !engines.has(id)),
  ];
}

/** What one chooses a model by, and whether it can run. */
function noteOf(row: ModelRow, engines: EngineNotes): string {
  const facts = modelFacts(row);
  return engines.size === 0 ? facts : `${facts} · ${engines.get(row.id) ?? "no engine"}`;
}

/** The models that match a search, but those that are not offered. */
export function modelOptions(
  [rows, words, engines]: Parameters<FindModels>,
  isOffered: (row: ModelRow) => boolean,
): OptionGroup[] {
  const found = findModels(rows, words, engines).filter(isOffered);
  return [
    { options: found.map((row) => ({ value: row.id, label: row.id, note: noteOf(row, engines) })) },
  ];
}

interface ModelFieldProps extends Pick<ControlProps, "onChange"> {
  label: string;
  value: string | null;
  /** The id of a model to leave out. */
  except?: string | null;
}

/** A labelled box for any model of the catalog. */
export function ModelField({ label, value, except = null, onChange }: ModelFieldProps) {
  const find = useCallback(
    (...search: Parameters<FindModels>) => modelOptions(search, ({ id }) => id !== except),
    [except],
  );
  return (
    <Field label={label}>
      {(control) => (
        <ModelCombobox
          {...control}
          label={label}
          value={value ?? ""}
          find={find}
          onChange={onChange}
        />
      )}
    </Field>
  );
}

/** Why a model cannot be used for the tasks, one text for each task that it does not fit. */
function obstaclesOf(row: ModelRow, tasks: readonly Task[]): string[] {
  return tasks.flatMap((task) => {
    return obstacleOf(task, { name: row.name, model_name: row.id }, row)?.message ?? [];
  });
}

/** Models that match the search: those for the tasks first, then the others with the reason against them. */
function optionGroups(
  [rows, words, engines]: Parameters<FindModels>,
  tasks: readonly Task[],
): readonly OptionGroup[] {
  const found = findModels(rows, words, engines).map((row) => {
    const obstacles = obstaclesOf(row, tasks);
    const disabled = obstacles.length === tasks.length ? obstacles[0] : undefined;
    const fitting = tasks.length - obstacles.length;
    const some = `fits ${fitting} of ${countWords(tasks.length, "task")}`;
    const isForSome = fitting > 0 && obstacles.length > 0;
    const facts = noteOf(row, engines);
    const note = isForSome ? `${facts} · ${some}` : facts;
    return { fitting, option: { value: row.id, label: row.id, note, disabled } };
  });
  const [first] = tasks;
  const label = tasks.length === 1 ? `For ${first?.label}` : `For all ${tasks.length} tasks`;
  const isFor = (count: number) => count === tasks.length;
  const groups = [
    { label, options: found.filter(({ fitting }) => isFor(fitting)) },
    {
      label: "For some of the tasks",
      options: found.filter(({ fitting }) => fitting > 0 && !isFor(fitting)),
    },
    { label: "For other tasks", options: found.filter(({ fitting }) => fitting === 0) },
  ];
  return groups
    .filter(({ options }) => options.length > 0)
    .map((group) => ({ ...group, options: group.options.map(({ option }) => option) }));
}

interface ModelPickerProps extends Omit<ModelComboboxProps, "find" | "label"> {
  /** What the model is for. */
  tasks: readonly Task[];
}

/** Chooses a model of the catalog; those that no task can use say why. */
export function ModelPicker({ tasks, ...props }: ModelPickerProps) {
  const find = useCallback(
    (...search: Parameters<FindModels>) => optionGroups(search, tasks),
    [tasks],
  );
  return <ModelCombobox {...props} find={find} />;
}
