/** How the profile of a task changed. */
export const CHANGE_KINDS = [
  /** A profile was changed for the task, or created and assigned. */
  "tune",
  "assign",
  /** Back to the default. */
  "reset",
  /** The assigned profile was deleted. */
  "delete",
  /** The assigned profile was moved to another model. */
  "move",
  "undo",
  "restore",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A profile that a change of tasks created (`from_revision` is null) or revised. */
export interface ChangedProfile {
  id: string;
  from_revision: number | null;
  to_revision: number;
}

/** Kinds of changes that are not undone: a deleted profile is restored from the trash. */
export const FINAL_KINDS = ["delete", "undo"] as const satisfies ChangeKind[];

/** True for a kind of change that is not undone. */
export function isFinal(kind: ChangeKind): boolean {
  return FINAL_KINDS.some((final) => final === kind);
}

/** A task in a recorded change: the profiles that were assigned before and after; null is its default. */
export interface ChangedTask {
  task: string;
  from_id: string | null;
  from_name: string | null;
  to_id: string | null;
  to_name: string | null;
}

/** A recorded change of a user's tasks. */
export interface RecordedChange {
  id: string;
  author: string;
  kind: ChangeKind;
  undone_by: string | null;
  tasks: readonly ChangedTask[];
  profiles: readonly ChangedProfile[];
}
