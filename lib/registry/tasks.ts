import type { ModelTask, Task, TaskGroup, TaskKind } from "./types";

interface Row {
  type: number;
  key: string;
  config_field: string;
  label: string;
  purpose: string;
  group: TaskGroup;
  default_model: string;
}

/** In type order. What follows from a row (kind, enum name, default id) is derived below. */
const ROWS = [
  {
    type: 1,
    key: "primary",
    config_field: "primary_profile_id",
    label: "Primary",
    purpose: "General chat and reasoning",
    group: "chat",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 2,
    key: "primary_summary",
    config_field: "summarization_profile_id",
    label: "Summarization",
    purpose: "Text summarization",
    group: "summaries",
    default_model: "llama-chat-summary-3_2-3b-q5-k-m",
  },
  {
    type: 3,
    key: "master_summary",
    config_field: "master_summary_profile_id",
    label: "Master Summary",
    purpose: "Comprehensive summaries",
    group: "summaries",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 4,
    key: "brief_summary",
    config_field: "brief_summary_profile_id",
    label: "Brief Summary",
    purpose: "Concise summaries",
    group: "summaries",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 5,
    key: "key_points",
    config_field: "key_points_profile_id",
    label: "Key Points",
    purpose: "Bullet point extraction",
    group: "summaries",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 6,
    key: "self_critique",
    config_field: "self_critique_profile_id",
    label: "Self Critique",
    purpose: "Evaluate a response and name its faults",
    group: "refinement",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 7,
    key: "improvement",
    config_field: "improvement_profile_id",
    label: "Improvement",
    purpose: "Rewrite a response using a critique",
    group: "refinement",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 8,
    key: "memory_retrieval",
    config_field: "memory_retrieval_profile_id",
    label: "Memory Retrieval",
    purpose: "Find and condense relevant memories",
    group: "retrieval",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 9,
    key: "analysis",
    config_field: "analysis_profile_id",
    label: "Analysis",
    purpose: "Analytical reasoning",
    group: "research",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 10,
    key: "research_task",
    config_field: "research_task_profile_id",
    label: "Research Task",
    purpose: "Research planning: break a goal into tasks",
    group: "research",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 11,
    key: "research_plan",
    config_field: "research_plan_profile_id",
    label: "Research Plan",
    purpose: "Lay out the steps of an investigation",
    group: "research",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 12,
    key: "research_consolidation",
    config_field: "research_consolidation_profile_id",
    label: "Research Consolidation",
    purpose: "Merge findings into one account",
    group: "research",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 13,
    key: "research_analysis",
    config_field: "research_analysis_profile_id",
    label: "Research Analysis",
    purpose: "Weigh the evidence in findings",
    group: "research",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 14,
    key: "embedding",
    config_field: "embedding_profile_id",
    label: "Embedding",
    purpose: "Text embeddings",
    group: "retrieval",
    default_model: "nomic-embed-text-v2",
  },
  {
    type: 15,
    key: "formatting",
    config_field: "formatting_profile_id",
    label: "Formatting",
    purpose: "Restructure text without changing its content",
    group: "refinement",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 16,
    key: "image_generation_prompt",
    config_field: "image_generation_prompt_profile_id",
    label: "Image Generation Prompt",
    purpose: "Write a detailed prompt for an image model",
    group: "images",
    default_model: "qwen3-30b-a3b-q4-k-m",
  },
  {
    type: 17,
    key: "image_generation",
    config_field: "image_generation_profile_id",
    label: "Image Generation",
    purpose: "Image creation",
    group: "images",
    default_model: "black-forest-labs-flux.1-dev",
  },
  {
    type: 18,
    key: "engineering",
    config_field: "engineering_profile_id",
    label: "Engineering",
    purpose: "Code generation and debugging",
    group: "chat",
    default_model: "qwen3-coder-30b-a3b",
  },
  {
    type: 19,
    key: "reranking",
    config_field: "reranking_profile_id",
    label: "Reranking",
    purpose: "Order search results by relevance",
    group: "retrieval",
    default_model: "qwen3-reranker-0.6b",
  },
] as const satisfies readonly Row[];

/** One column of the rows as a tuple: `map` keeps order and length, which its type does not say. */
function column<const Rows extends readonly Row[], Name extends keyof Row>(rows: Rows, name: Name) {
  const values: unknown = rows.map((row) => row[name]);
  return values as { readonly [I in keyof Rows]: Rows[I][Name] };
}

export const TASK_KEYS = column(ROWS, "key");
export type TaskKey = (typeof TASK_KEYS)[number];

export const CONFIG_FIELDS = column(ROWS, "config_field");

export const GROUP_LABELS: Readonly<Record<TaskGroup, string>> = {
  chat: "Chat",
  summaries: "Summaries",
  refinement: "Refinement",
  retrieval: "Retrieval",
  research: "Research",
  images: "Images",
};

const ACCEPTED_BY_KIND: Readonly<Record<TaskKind, readonly ModelTask[]>> = {
  text: ["TextToText", "VisionTextToText"],
  embedding: ["TextToEmbeddings"],
  reranking: ["Reranking"],
  image: ["TextToImage", "ImageToImage"],
};

function kindOf(key: TaskKey): TaskKind {
  if (key === "embedding" || key === "reranking") return key;
  return key === "image_generation" ? "image" : "text";
}

export const TASKS: readonly Task[] = ROWS.map((row) => {
  const kind = kindOf(row.key);
  return {
    ...row,
    kind,
    enum_name: `MODEL_PROFILE_TYPE_${row.key.toUpperCase()}`,
    accepts_model_tasks: ACCEPTED_BY_KIND[kind],
    default_profile_id: `00000000-0000-0000-0000-${String(row.type).padStart(12, "0")}`,
  };
});

const BY_TYPE = new Map(TASKS.map((task) => [task.type, task]));
const BY_KEY = new Map<string, Task>(TASKS.map((task) => [task.key, task]));
const BY_NUMERAL = new Map(TASKS.map((task) => [String(task.type), task]));

export function taskByType(type: number): Task | undefined {
  return BY_TYPE.get(type);
}

/** A task as it stands in a URL: its key or its number, exactly (`"01"` and `" 1"` are neither). */
export function findTask(keyOrNumber: string): Task | undefined {
  return BY_KEY.get(keyOrNumber) ?? BY_NUMERAL.get(keyOrNumber);
}

/** The page of a task. */
export function taskPath(key: string): `/tasks/${string}` {
  return `/tasks/${key}`;
}
