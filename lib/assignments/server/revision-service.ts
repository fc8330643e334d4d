import "server-only";
import { createHash } from "node:crypto";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type ExpectedRevision, isExpected } from "@/lib/http/endpoint";
import { bodyTag } from "@/lib/http/server/conditional";
import { type Config, type Resolved, resolved } from "../schema";

/** The state of a user's choices, for `If-Match`: it changes with what the response says. */
export function configRevision(_ctx: Context, { model_profiles, overrides }: Config): string {
  const state = JSON.stringify([Object.entries(model_profiles), overrides]);
  return createHash("sha256").update(state).digest("hex").slice(0, 32);
}

/** @throws 412 `revision_mismatch` if the caller expects another state */
export function assertRevision(ctx: Context, expected: ExpectedRevision, config: Config): void {
  const current_revision = configRevision(ctx, config);
  if (isExpected(expected, current_revision)) return;
  const detail = "If-Match does not name the current assignments; nothing was changed.";
  throw new AppError("revision_mismatch", detail, { extra: { current_revision } });
}

/** The tag of the response that a resolution is, and of `PATCH /api/tasks/{task}`. */
export function resolutionTag(_ctx: Context, resolution: Resolved): string {
  return bodyTag(JSON.stringify(resolved.parse(resolution)));
}
