import type { ModelCorrection } from "./correction-schema";
import { countWords, modelTaskText } from "@/lib/registry/words";

function tokensText(count: number | null | undefined): string {
  return count === null || count === undefined ? "none" : countWords(count, "token");
}

/** A correction in words, a line for each fact, with what the source reports. */
export function correctionTexts({ task, context_length, reported }: ModelCorrection): string[] {
  const reportedTask = reported?.task ? modelTaskText(reported.task) : "none";
  const from = (text: string) => (reported ? `the source reports ${text}` : "not in the catalog");
  return [
    ...(task === null ? [] : [`Task ${modelTaskText(task)}; ${from(reportedTask)}`]),
    ...(context_length === null
      ? []
      : [
          `Context length ${tokensText(context_length)}; ${from(tokensText(reported?.context_length))}`,
        ]),
  ];
}
