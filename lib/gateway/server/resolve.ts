import "server-only";
import { commitCache } from "@/db/commit-cache";
import type { Viewer } from "@/lib/actor";
import { resolveFor } from "@/lib/assignments/server/resolve-service";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ModelEntry } from "@/lib/models/schema";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { keepsRequests } from "@/lib/kept/server/service";
import { readDraft } from "@/lib/profiles/server/draft-service";
import { findByName, listOwnNames, loadChains } from "@/lib/profiles/server/view-service";
import { findTask, taskByType } from "@/lib/registry/tasks";
import type { Task, TaskKind } from "@/lib/registry/types";
import { inherit } from "@/lib/values/inherit";
import { limitsFor } from "@/lib/values/limits";
import type { Resolution } from "../merge";
import { DRAFT_PATH } from "../draft-schema";
import { modelNotFound, type ModelName, parseModelName } from "../names";

function gone(name: string): AppError {
  const detail = `The model ${name} is not in the catalog, so no engine runs it.`;
  return new AppError("no_engine_for_model", detail);
}

/** Only people's own profiles keep texts, so only those of requests for their owner. */
async function keepsTexts(
  ctx: Context,
  subject: Viewer,
  { id, user_id }: { id: string; user_id: string },
): Promise<boolean> {
  return user_id === subject.id && (await keepsRequests(ctx, id));
}

async function taskResolution(ctx: Context, subject: Viewer, task: Task): Promise<Resolution> {
  const [found] = await resolveFor(ctx, subject, [task]);
  if (!found) throw new Error("one task gives one resolution");
  const { chain, model, limits, source, effective, provenance } = found;
  const { id, name, revision, user_id, created_at } = found.profile;
  if (!model) throw gone(found.profile.model_name);
  return {
    chain,
    profile: { id, name, revision, source, user_id, created_at },
    task,
    kind: task.kind,
    model,
    limits,
    own: { effective, provenance, warnings: [] },
    warnings: found.warnings,
    keepsTexts: await keepsTexts(ctx, subject, found.profile),
  };
}

async function profileResolution(
  ctx: Context,
  subject: Viewer,
  id: string,
): Promise<Resolution | undefined> {
  const chain = (await loadChains(ctx, ctx.db.read, [id], subject))(id);
  const [profile] = chain;
  if (!profile) return undefined;
  const { name, revision, model_name, user_id, created_at } = profile;
  const task = taskByType(profile.type) ?? null;
  const model = (await currentCatalog(ctx)).byId.get(model_name);
  if (!model) throw gone(model_name);
  const kind = task?.kind ?? kindOf(model);
  const limits = limitsFor(await currentBounds(ctx, ctx.db.read), task?.key);
  const own = inherit(chain, model, kind, limits);
  const source = user_id === subject.id ? "user" : "system";
  return {
    chain,
    profile: { id, name, revision, source, user_id, created_at },
    task,
    kind,
    model,
    limits,
    own,
    warnings: [],
    keepsTexts: await keepsTexts(ctx, subject, profile),
  };
}

/** A fault of a draft, at its place in the request. */
function inRequest(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.errors) return error;
  const errors = error.errors.map((each) => ({ ...each, path: `${DRAFT_PATH}.${each.path}` }));
  return new AppError(error.code, error.message, { errors });
}

/**
 * What a draft of a profile means to the caller, who must have a session.
 * @throws 403 with an API key, 404 `profile_not_found`, 422 with the faults of the draft,
 *   503 `no_engine_for_model` if its model is not in the catalog
 */
export async function resolveDraft(ctx: Context, draft: unknown): Promise<Resolution> {
  const chain = await readDraft(ctx, draft).catch((error: unknown) => {
    throw inRequest(error);
  });
  const [{ type, model_name }] = chain;
  const task = taskByType(type) ?? null;
  const model = (await currentCatalog(ctx)).byId.get(model_name);
  if (!model) throw gone(model_name);
  const kind = task?.kind ?? kindOf(model);
  const limits = limitsFor(await currentBounds(ctx, ctx.db.read), task?.key);
  const own = inherit(chain, model, kind, limits);
  return { chain, profile: null, task, kind, model, limits, own, warnings: [], keepsTexts: false };
}

/** The kind of task that a model is made for. */
function kindOf({ task }: ModelEntry): TaskKind {
  if (task === "TextToEmbeddings") return "embedding";
  if (task === "Reranking") return "reranking";
  return task.endsWith("ToImage") ? "image" : "text";
}

async function modelResolution(ctx: Context, id: string): Promise<Resolution | undefined> {
  const model = (await currentCatalog(ctx)).byId.get(id);
  if (!model) return undefined;
  const kind = kindOf(model);
  const limits = limitsFor(await currentBounds(ctx, ctx.db.read), undefined);
  const own = inherit([], model, kind, limits);
  return {
    chain: [],
    profile: null,
    task: null,
    kind,
    model,
    limits,
    own,
    warnings: [],
    keepsTexts: false,
  };
}

async function find(
  ctx: Context,
  subject: Viewer,
  name: ModelName | undefined,
): Promise<Resolution | undefined> {
  switch (name?.kind) {
    case undefined:
      return undefined;
    case "task": {
      const task = findTask(name.task);
      return task && taskResolution(ctx, subject, task);
    }
    case "profile_id":
      return profileResolution(ctx, subject, name.id);
    case "profile_name": {
      const id = await findByName(ctx, name.name, subject);
      return id === undefined ? undefined : profileResolution(ctx, subject, id);
    }
    case "model":
      return modelResolution(ctx, name.id);
  }
}

/**
 * What a request's `model` means to a user; kept until the next commit.
 * @throws 404 `model_not_found`, 503 `no_engine_for_model` if its model is not in the catalog
 */
export async function resolveModel(
  ctx: Context,
  subject: Viewer,
  requested: string,
): Promise<Resolution> {
  const { version = null } = ctx;
  const key = `gateway ${subject.id} ${requested}`;
  const cached = commitCache(ctx.db).get<Resolution>(version, key);
  if (cached) return cached;
  const resolution = await find(ctx, subject, parseModelName(requested));
  if (!resolution) {
    const names = await listOwnNames(ctx, subject);
    throw modelNotFound(
      requested,
      names.map(({ name }) => name),
    );
  }
  const { system_prompt } = resolution.own.effective;
  commitCache(ctx.db).set(version, key, resolution, system_prompt.length * 2 + 4000);
  return resolution;
}
