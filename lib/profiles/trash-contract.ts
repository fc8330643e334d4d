import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { pageOf, pageQuery } from "@/lib/http/pagination";
import { profile } from "./schema";

export const trashQuery = z.strictObject(pageQuery);
export type TrashQuery = z.infer<typeof trashQuery>;

const trashedProfile = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.number().int(),
    model_name: z.string(),
    deleted_at: z.string(),
    expires_at: z.string().meta({ description: "When it is deleted for good" }),
    tasks: z.array(z.string()).meta({ description: "Your tasks that used it" }),
    children: z.number().int().meta({ description: "Profiles that were based on it" }),
  })
  .meta({ id: "TrashedProfile" });
export type TrashedProfile = z.infer<typeof trashedProfile>;

const restoredProfile = z
  .object({
    profile,
    tasks: z
      .array(z.string())
      .meta({ description: "Tasks that use it again: those that were on their default since" }),
    children: z.array(z.string()).meta({
      description: "Profiles that are based on it again: those that nobody changed since",
    }),
  })
  .meta({ id: "RestoredProfile" });
export type RestoredProfile = z.infer<typeof restoredProfile>;

const tag = "Profiles";
const id = { id: "The profile's id" };

export const trashContract = {
  list: endpoint({
    method: "GET",
    path: "/api/trash",
    tag,
    summary: "List your deleted profiles, which are kept for 30 days; the last deleted first",
    access: ["read"],
    query: trashQuery,
    response: pageOf(trashedProfile),
    errors: ["invalid_query", "invalid_cursor"],
    examples: [{ summary: "All of them", status: 200 }],
  }),
  restore: endpoint({
    method: "POST",
    path: "/api/trash/{id}/restore",
    tag,
    summary: "Restore a deleted profile, with a free name if its own is taken",
    access: ["write"],
    params: id,
    response: restoredProfile,
    errors: ["profile_not_found", "quota_exceeded"],
    examples: [{ summary: "Tasks that are on their default use it again", status: 200 }],
  }),
  empty: endpoint({
    method: "DELETE",
    path: "/api/trash",
    tag,
    summary: "Delete all profiles in your trash for good",
    access: ["write"],
    errors: [],
    examples: [{ summary: "None of them can be restored", status: 204 }],
  }),
  purge: endpoint({
    method: "DELETE",
    path: "/api/trash/{id}",
    tag,
    summary: "Delete a profile for good",
    access: ["write"],
    params: id,
    errors: ["profile_not_found"],
    examples: [{ summary: "It cannot be restored", status: 204 }],
  }),
};
