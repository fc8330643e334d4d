import "server-only";
import { SYSTEM_USER_ID } from "@/lib/actor";
import { resolveFor } from "@/lib/assignments/server/resolve-service";
import type { Context } from "@/lib/context";
import type { ModelEntry } from "@/lib/models/schema";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { listOwnNames } from "@/lib/profiles/server/view-service";
import { TASKS } from "@/lib/registry/tasks";
import type { GatewayModel } from "../response-schema";
import { breakerOf } from "./breaker";
import { enginesFor } from "./engines";
import { identify } from "./plan";
import { resolveModel } from "./resolve";

const VISION = ["VisionTextToText", "ImageToText", "ImageTextToImage", "ImageToImage"];

function modalitiesOf(task: string | undefined): string[] {
  return task !== undefined && VISION.includes(task) ? ["text", "image"] : ["text"];
}

interface Listed {
  id: string;
  created_at: string;
  owner: string;
  profile: { id: string; revision: number } | null;
  modelId: string;
  model: ModelEntry | undefined;
}

async function viewModel(ctx: Context, listed: Listed): Promise<GatewayModel> {
  const { id, created_at, owner, profile, modelId, model } = listed;
  const targets = await enginesFor(ctx, modelId);
  const open = targets.find((target) => breakerOf(target.id, target.model).wait() === 0);
  return {
    id,
    object: "model",
    created: Math.floor(Date.parse(created_at) / 1000),
    owned_by: owner,
    mp: {
      profile_id: profile?.id ?? null,
      revision: profile?.revision ?? null,
      model: modelId,
      engine: (open ?? targets[0])?.name ?? null,
      context_length: open?.context ?? model?.details.context_length ?? null,
      modalities: modalitiesOf(model?.task),
      available: open !== undefined && model !== undefined,
    },
  };
}

/**
 * The 19 tasks and the caller's profiles, as OpenAI lists models.
 * @throws 401, 403, 404 `user_not_found`
 */
export async function listGatewayModels(ctx: Context, onBehalfOf: string | null) {
  const { subject } = await identify(ctx, onBehalfOf);
  const resolutions = await resolveFor(ctx, subject, TASKS);
  const tasks = resolutions.map(({ task, profile, model }): Listed => ({
    id: `task:${task.key}`,
    created_at: profile.created_at,
    owner: profile.user_id,
    profile,
    modelId: profile.model_name,
    model,
  }));
  const { byId } = await currentCatalog(ctx);
  const profiles = (await listOwnNames(ctx, subject)).map((profile): Listed => ({
    id: `profile:${profile.name}`,
    created_at: profile.created_at,
    owner: profile.user_id,
    profile,
    modelId: profile.model_name,
    model: byId.get(profile.model_name),
  }));
  const data: GatewayModel[] = [];
  for (const listed of [...tasks, ...profiles]) data.push(await viewModel(ctx, listed));
  return { object: "list" as const, data };
}

/** When a model that no profile has was made is not known. */
const EPOCH = new Date(0).toISOString();

/**
 * What a name means, as OpenAI describes a model.
 * @throws 401, 403, 404 `model_not_found` or `user_not_found`, 503 `no_engine_for_model`
 */
export async function getGatewayModel(
  ctx: Context,
  id: string,
  onBehalfOf: string | null,
): Promise<GatewayModel> {
  const { subject } = await identify(ctx, onBehalfOf);
  const { profile, model } = await resolveModel(ctx, subject, id);
  return viewModel(ctx, {
    id,
    created_at: profile?.created_at ?? EPOCH,
    owner: profile?.user_id ?? SYSTEM_USER_ID,
    profile,
    modelId: model.id,
    model,
  });
}
