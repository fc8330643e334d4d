import type { Resolved } from "@/lib/assignments/schema";
import { type ChangedTask, isFinal, type RecordedChange } from "@/lib/history/schema";
import { findTask } from "@/lib/registry/tasks";

/**
 * The state of a task in short, which pages expect when they change it: the user's profile if one is
 * assigned, otherwise the default, and its revision.
 */
export function stateOf({
  profile,
  assigned,
}: {
  profile: Pick<Resolved["profile"], "id" | "revision">;
  assigned?: Resolved["assigned"];
}): string {
  const { id, revision } = assigned ?? profile;
  return `${id}:${revision}`;
}

/** What is stored now, as far as undoing changes depends on it. */
export interface CurrentState {
  /** Task key → the id of the assigned profile. */
  choices: ReadonlyMap<string, string>;
  /** The profiles that still exist, by their ids. */
  profiles: ReadonlyMap<string, { name: string; revision: number; has_children: boolean }>;
}

function labelOf(task: string): string {
  return findTask(task)?.label ?? task;
}

/** The name of a profile now, or else when it was changed. */
function nameOf(id: string, change: RecordedChange, { profiles }: CurrentState): string {
  const row = change.tasks.find((task) => task.to_id === id || task.from_id === id);
  const then = row?.to_id === id ? row.to_name : row?.from_name;
  return `“${profiles.get(id)?.name ?? then ?? id}”`;
}

function taskObstacle(row: ChangedTask, change: RecordedChange, state: CurrentState) {
  if ((state.choices.get(row.task) ?? null) !== row.to_id) {
    return `${labelOf(row.task)} uses another profile now`;
  }
  const { from_id } = row;
  const isGone = from_id !== null && !state.profiles.has(from_id);
  return isGone ? `${nameOf(from_id, change, state)} has been deleted` : undefined;
}

function profileObstacle(
  { id, from_revision, to_revision }: RecordedChange["profiles"][number],
  change: RecordedChange,
  state: CurrentState,
): string | undefined {
  const { choices, profiles } = state;
  const name = nameOf(id, change, state);
  const profile = profiles.get(id);
  if (!profile) return `${name} has been deleted`;
  if (profile.revision !== to_revision) return `${name} has been changed`;
  if (from_revision !== null) return undefined;
  const tasks = change.tasks.map(({ task }) => task);
  const others = [...choices].filter(([task, used]) => used === id && !tasks.includes(task));
  const [other] = others.map(([task]) => labelOf(task));
  if (other !== undefined) return `${name} is used for ${other} too`;
  return profile.has_children ? `other profiles are based on ${name}` : undefined;
}

/** What has happened since a change and prevents undoing it; empty if it can be undone. */
export function obstaclesTo(change: RecordedChange, state: CurrentState): string[] {
  const tasks = change.tasks.map((row) => taskObstacle(row, change, state));
  const profiles = change.profiles.map((row) => profileObstacle(row, change, state));
  return [...new Set([...tasks, ...profiles])].filter((text) => text !== undefined);
}

/** True if a change is the user's own, of a kind that can be undone, and not undone. */
export function isUndoable({ author, kind, undone_by }: RecordedChange, userId: string): boolean {
  return author === userId && undone_by === null && !isFinal(kind);
}
