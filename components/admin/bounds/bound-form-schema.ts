import { z } from "zod";
import { boundInput } from "@/lib/bounds/schema";
import type { BoundValues } from "./bound-values";

/** The request that the form's values stand for, not validated yet. */
function draftOf({ path, task, kind, min, max, fixed }: BoundValues) {
  const place = { path, task: task === "" ? null : task };
  // A missing value must be an error of that field, not of a limit without ends.
  if (kind === "fixed") return { ...place, fixed: fixed === undefined ? "" : fixed };
  return { ...place, ...(min === "" ? {} : { min }), ...(max === "" ? {} : { max }) };
}

/** Validates the form's values as the request they stand for. Loaded with zod at the first check. */
export const boundForm = z.preprocess((values: BoundValues) => draftOf(values), boundInput);
