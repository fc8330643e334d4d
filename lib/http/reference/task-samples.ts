/** Samples of what calls about tasks return, for a task that a profile is created for. */
export function taskSamples(resolution: {
  task: string;
  profile: { id: string; name: string; user_id: string; model_name: string; created_at: string };
}) {
  const { task, profile } = resolution;
  const change = "e4d0a7f2-6a1c-4f4e-9d0e-7b1c2f3a4d55";
  const model = profile.model_name;
  return {
    TunedTask: { ...resolution, change, other_tasks: [] },
    TaskOverview: overviewOf(task, profile),
    TaskChange: {
      task,
      fits: true,
      changes: true,
      from: {
        profile: { id: "00000000-0000-0000-0000-000000000018", name: "Engineering (Default)" },
        model,
        source: "system",
      },
      to: { profile: { id: profile.id, name: profile.name }, model, source: "user" },
      reasons: [],
      warnings: [],
    },
    UndoResult: {
      change: "0f2c4b6d-8e1a-4c3b-9d5f-7a6e5d4c3b21",
      undone: change,
      tasks: [task],
      removed_profiles: [profile.id],
      restored_profiles: [],
    },
    TaskHistoryEntry: {
      change,
      task,
      created_at: profile.created_at,
      kind: "tune",
      author: profile.user_id,
      author_name: "Ada",
      from: null,
      to: { id: profile.id, name: profile.name },
      from_revision: null,
      to_revision: 1,
      undone: false,
      can_undo: true,
      can_restore: true,
    },
  };
}

/** Samples of what calls about deleted profiles return. */
export function trashSamples(profile: {
  id: string;
  name: string;
  type: number;
  task: string;
  model_name: string;
  updated_at: string;
}) {
  const { id, name, type, task, model_name, updated_at: deleted_at } = profile;
  const expires_at = "2030-03-02T09:30:00.000Z";
  const tasks = [task];
  return {
    TrashedProfile: { id, name, type, model_name, deleted_at, expires_at, tasks, children: 0 },
    RestoredProfile: { profile, tasks, children: [] },
  };
}

function overviewOf(
  task: string,
  {
    id,
    name,
    model_name,
    created_at,
  }: { id: string; name: string; model_name: string; created_at: string },
) {
  const profile = { id, name, revision: 3 };
  return {
    task,
    source: "user",
    profile,
    assigned: profile,
    model: {
      id: model_name,
      available: true,
      parameter_size: "30B",
      quantization: "Q4_K_M",
      size: 18_600_000_000,
      context_length: 262_144,
    },
    engine: { name: "gpu-box", status: "up" },
    prompt: "You are a careful software engineer.",
    changes: [{ path: "parameters.temperature", from: 0.15, to: 0.2 }],
    warnings: [],
    last_used: created_at,
  };
}
