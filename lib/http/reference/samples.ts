import { z } from "zod";
import { engineSamples } from "./engine-samples";
import { gatewaySamples } from "./gateway-samples";
import { model } from "./model-sample";
import { taskSamples, trashSamples } from "./task-samples";
import { usageSamples } from "./usage-samples";
import { task as taskSchema } from "@/lib/assignments/schema";
import { LAB_CIRCUIT_BREAKER } from "@/lib/registry/fields";
import { KEY_OPTIONS } from "@/lib/actor";
import { taskByType, TASKS } from "@/lib/registry/tasks";

const at = "2030-01-31T09:30:00.000Z";
const userId = "9b2f7c1e-52a4-4d0c-8a51-3c1f6a0e7d42";
const profileId = "5f0f3b52-8f0a-4f8e-9a57-2f7c6c1b9d10";

const task = taskSchema.parse(taskByType(18));

const profile = {
  id: profileId,
  user_id: userId,
  name: "Careful coder",
  description: "",
  type: task.type,
  task: task.key,
  model_name: "qwen3-coder-30b-a3b",
  model_version: null,
  base_profile_id: task.default_profile_id,
  parameters: { temperature: 0.2, num_ctx: 65_536 },
  system_prompt: "You are a careful software engineer.",
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
  revision: 3,
  read_only: false,
  model_available: true,
  created_at: at,
  updated_at: at,
};

const modelCorrection = {
  model_id: model.id,
  task: null,
  context_length: 131_072,
  reported: { task: "TextToText", context_length: 262_144 },
  set_by_name: "Ada Lovelace",
  updated_at: at,
};

const catalogReport = {
  added: [model.id],
  updated: [],
  removed: [],
  errors: [{ index: 4, path: "task", message: "task must be one of TextToText" }],
};

const catalogRead = { read_at: at, report: catalogReport, stale: null };

const missingModel = {
  model_name: "llama3:8b",
  profiles: 3,
  defaults: [{ id: task.default_profile_id, name: "Engineering (Default)", type: task.type }],
};

const namedProfile = {
  id: profileId,
  name: profile.name,
  owner: userId,
  owner_name: "Ada",
  type: task.type,
};

const misfits = [
  {
    path: "parameters.num_ctx",
    code: "out_of_range",
    message: "Context length must be at most 40,960 for qwen3; you entered 65,536",
  },
];

const account = { id: userId, email: "ada@example.org", name: "Ada", role: "user" };

const user = { ...account, disabled: false, invited: false, created_at: at, updated_at: at };
const resetLink = { path: "/reset#3kD9…", expires_at: at };

const apiKey = {
  id: "c6a1b0de-1b1f-4a58-9d3e-0a6d2b6f1e77",
  name: "nightly report",
  prefix: "mp_3kD9",
  scopes: ["read"],
  created_at: at,
  expires_at: "2099-01-01T00:00:00.000Z",
  last_used_at: null,
  ...KEY_OPTIONS,
};

const resolution = {
  task: task.key,
  type: task.type,
  source: "user",
  profile,
  model,
  effective: {
    system_prompt: profile.system_prompt,
    parameters: profile.parameters,
    circuit_breaker: LAB_CIRCUIT_BREAKER,
    gpu_config: null,
    image_settings: null,
  },
  provenance: { "parameters.temperature": "profile", "circuit_breaker.max_retries": "lab" },
  warnings: [],
};

/** What the named objects of the contract look like, by name; the reference shows them. */
export const SAMPLES: Readonly<Record<string, unknown>> = {
  ...gatewaySamples(profile, model),
  Profile: profile,
  ListedProfile: profile,
  Revision: {
    revision: 3,
    created_at: at,
    author: userId,
    author_name: "Ada",
    changes: [{ path: "parameters.temperature", from: 0.4, to: 0.2 }],
  },
  Default: {
    profile: { ...profile, user_id: "system", base_profile_id: null },
    people: 50,
    in_force_for: 41,
    overridden_by: 9,
    inherited_by: 12,
    changes: [{ path: "parameters.temperature", from: 0.4, to: 0.2 }],
  },
  ...trashSamples(profile),
  Deletion: { id: profileId, reverted_tasks: [task.key], rebased_profiles: [] },
  Task: task,
  Example: {
    id: "1c0b7d0e-6a55-4c0e-9d55-2f8a4c7b9e10",
    task: task.key,
    name: "Reverse a list",
    input: { messages: [{ role: "user", content: "Reverse a list in place." }] },
    created_at: at,
  },
  Config: {
    user_id: userId,
    model_profiles: {
      ...Object.fromEntries(TASKS.map((row) => [row.config_field, row.default_profile_id])),
      [task.config_field]: profileId,
    },
    overrides: [task.key],
  },
  Resolved: resolution,
  ...taskSamples(resolution),
  Model: model,
  ModelCorrection: modelCorrection,
  CorrectedModel: { ...model, correction: modelCorrection },
  ModelWithUse: { ...model, used_by: 2 },
  ModelRow: {
    id: model.id,
    name: model.name,
    task: model.task,
    provider: model.provider,
    family: "qwen3",
    quantization: "Q4_K_M",
    parameter_size: "30B",
    size: model.size,
    context_length: 262_144,
    modified_at: null,
    description: null,
    thinking: "none",
  },
  CatalogReport: catalogReport,
  CatalogRead: catalogRead,
  ...engineSamples(at, catalogRead),
  MissingModel: missingModel,
  CatalogCare: {
    models: 13,
    file: { path: "/srv/model-profiles/.models.json", models: 12, read: catalogRead },
    corrections: [modelCorrection],
    missing: [missingModel],
  },
  MovedProfile: { ...namedProfile, warnings: misfits },
  LeftProfile: { ...namedProfile, reasons: misfits },
  Bound: {
    id: "0f6f2b1e-5d7e-4c1a-9a54-0c8d3f7a2b61",
    path: "parameters.num_ctx",
    task: null,
    max: 65_536,
    set_by_name: "Ada",
    updated_at: at,
  },
  BrokenProfile: { ...namedProfile, value: 131_072, held_to: 65_536 },
  ApiKey: apiKey,
  NewApiKey: { ...apiKey, secret: "mp_3kD9…" },
  Account: account,
  Me: { ...account, key: { id: apiKey.id, name: apiKey.name, scopes: apiKey.scopes } },
  User: user,
  Invitation: { ...user, invited: true, link: resetLink },
  Session: {
    id: "5f0e1c2d-8a43-4d1e-9f0b-2c7d6e5a4b31",
    browser: "Firefox on Windows",
    address: "192.0.2.7",
    created_at: at,
    last_used_at: at,
    expires_at: "2099-01-01T00:00:00.000Z",
    current: true,
  },
  ResetLink: resetLink,
  AuditEvent: {
    id: "0d6f3c6a-6f7d-4f55-9a3b-6f8c1f0b2a11",
    created_at: at,
    actor: userId,
    key_id: null,
    address: "192.0.2.7",
    request_id: "3fd8afc4-1dec-4e78-b68c-006f46fcebdd",
    action: "profile.update",
    target: `profile:${profileId}`,
    before: { "parameters.temperature": 0.4 },
    after: { "parameters.temperature": 0.2 },
  },
  ...usageSamples(at),
  Settings: { registration_open: true, audit_days: 0, request_days: 30, usage_days: 400 },
  Health: {
    status: "ok",
    version: "0.1.0",
    writes: "ok",
    database: { status: "ok", latency_ms: 0.4 },
    catalog: { models: 12 },
  },
};

/** An example of a response with this schema: a named object's sample, or lists and pages of them. */
export function sampleOf(schema: unknown): unknown {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { id, examples } = schema.meta() ?? {};
  if (id !== undefined && id in SAMPLES) return SAMPLES[id];
  if (Array.isArray(examples)) return examples.at(0);
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodArray) return [sampleOf(schema.element)];
  if (schema instanceof z.ZodObject) {
    const members = Object.entries<unknown>(schema.shape);
    return Object.fromEntries(members.map(([key, member]) => [key, sampleOf(member)]));
  }
  if (schema instanceof z.ZodRecord) return {};
  return schema instanceof z.ZodNullable ? null : 1;
}
