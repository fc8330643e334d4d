import type { KeyOptions } from "@/lib/actor";
import { countWords } from "@/lib/registry/words";

/** In a few words, how requests with a key differ from those with another one; empty if not at all. */
export function gatewayNotes({
  caller_parameters,
  system_prompt,
  models,
  max_parallel,
}: KeyOptions): string {
  const notes = [
    models && `only ${models.join(", ")}`,
    max_parallel !== null && `${countWords(max_parallel, "request")} at once`,
    caller_parameters === "ignored" && "ignores parameters",
    system_prompt === "profile_only" && "only the profile’s prompt",
    system_prompt === "if_absent" && "the profile’s prompt if there is none",
  ];
  return notes.filter((note) => typeof note === "string").join(" · ");
}
