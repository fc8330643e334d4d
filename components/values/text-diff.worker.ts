import { textDiff } from "@/lib/values/text-diff";
import type { Comparison, ComparisonResult } from "./compare-texts";

/** Compares two texts for each message. */
addEventListener("message", ({ data }: MessageEvent<Comparison>) => {
  const result: ComparisonResult = { id: data.id, rows: textDiff(data.from, data.to) };
  postMessage(result);
});
