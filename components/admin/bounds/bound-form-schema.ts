import { z } from "zod";
import { boundInput } from "@/lib/bounds/schema";
import { type BoundValues, draftOf } from "./bound-values";

/** What the form holds, checked as what it sends. */
export const boundForm = z
  .custom<BoundValues>()
  .transform((values) => draftOf(values) as z.input<typeof boundInput>)
  .pipe(boundInput);
