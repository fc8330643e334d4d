import type { Task } from "@/lib/registry/types";
import type { TaskKey } from "@/lib/registry/tasks";
import type { Input } from "./schema";

const FINDINGS =
  "Question: Does caffeine late in the day affect sleep?\n\nFindings:\n[1] Trial with 12 adults, 2013: 400 mg six hours before bedtime cut sleep by about one hour.\n[2] Survey of 785 people over 5,164 nights, 2019: no effect of caffeine within four hours of bed.\n[3] Article of a coffee company, no date: one espresso does not affect sleep.";

const MINUTES =
  "Minutes of May 12. Ana reported that the import fails for files above 2 GB. Ben suspects the proxy, which may cut uploads after 60 seconds. Decided: the proxy timeout rises to 10 minutes by Friday (Ben). If that does not help, files are split before the upload. Ana informs the two customers concerned. The next meeting is on May 19.";

const REQUEST =
  "Request: At what temperature does water boil?\n\nResponse: Water boils at 90 °C everywhere.";

/**
 * What each task's default system prompt expects in a message; for Image Generation, its prompt. Embedding
 * and Reranking take other inputs.
 */
const TEXTS: Readonly<Record<Exclude<TaskKey, "embedding" | "reranking">, string>> = {
  primary: "Explain in three sentences how a bicycle stays upright.",
  engineering:
    "This returns NaN for an empty list. Fix it.\n\n```ts\nfunction mean(values: number[]): number {\n  return values.reduce((sum, value) => sum + value) / values.length;\n}\n```",
  primary_summary: MINUTES,
  master_summary:
    "Part 1: Ana reported failing imports above 2 GB. Ben suspects the proxy. The deadline is May 16.\n\nPart 2: The longer timeout did not help. Files are split before the upload instead. The deadline moved to May 23; who informs the customers is open.",
  brief_summary: MINUTES,
  key_points: MINUTES,
  self_critique: REQUEST,
  improvement: `${REQUEST}\n\nCritique: 1. [major] "90 °C": it is 100 °C at sea level. 2. [major] "everywhere": the boiling point depends on the air pressure.`,
  formatting:
    "release 2.4 changes the import can now resume after a failure the export to CSV keeps leading zeros known problems files above 2 GB fail on Windows to upgrade stop the server then run npm run migrate then start it again",
  memory_retrieval:
    "Message: Which database should the new service use?\n\nMemories:\n[m1] 2026-03-02: The team chose PostgreSQL for all new services.\n[m2] 2026-03-09: Ana prefers tea.\n[m3] 2026-04-20: For services with a single writer, the team now allows SQLite.",
  analysis:
    "Did the new checkout increase sales?\n\nWeek, visitors, orders:\n1, 4,000, 120\n2, 4,100, 125\n3 (new checkout), 5,200, 151\n4, 5,100, 150",
  research_task:
    "Goal: Find out which measures reduce the energy use of apartment houses built before 1950 in Central Europe most, at less than 200 euros per square meter.",
  research_plan:
    "Which measures reduce the energy use of apartment houses built before 1950 in Central Europe most?",
  research_consolidation: FINDINGS,
  research_analysis: FINDINGS,
  image_generation_prompt: "A lighthouse on a rocky coast at dusk",
  image_generation:
    "A white lighthouse stands on dark rocks above a calm sea, its lamp just lit. Behind it the sky turns from orange to deep blue. Wide view from the shore, soft evening light, photograph.",
};

/** What is in the input when a task is tried for the first time: an example that fits its default prompt. */
export function firstInput({ key, label }: Pick<Task, "key" | "label">): Input {
  if (key === "embedding") {
    return { input: ["The cat sleeps.", "A kitten is napping.", `${label} costs memory.`] };
  }
  if (key === "reranking") {
    return {
      query: "Which animal purrs?",
      documents: ["Dogs bark at strangers.", "Cats purr.", "Birds sing in the morning."],
    };
  }
  if (key === "image_generation") return { prompt: TEXTS[key] };
  return { messages: [{ role: "user", content: TEXTS[key] }] };
}
