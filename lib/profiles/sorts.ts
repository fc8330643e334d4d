export const PROFILE_SORTS = [
  "name",
  "-name",
  "updated_at",
  "-updated_at",
  "created_at",
  "-created_at",
  "type",
  "-type",
  "model_name",
  "-model_name",
] as const;
export type ProfileSort = (typeof PROFILE_SORTS)[number];

export const OWNERS = ["me", "system", "all"] as const;
