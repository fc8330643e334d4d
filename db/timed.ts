import type { Client } from "@libsql/client";
import { metrics } from "@/lib/runtime/metrics";

/** The client, from then on noting how long each of its queries outside transactions takes. */
export function timed<C extends Client>(client: C): C {
  const execute = client.execute.bind(client) as (...query: unknown[]) => ReturnType<C["execute"]>;
  const { readSeconds } = metrics();
  const note = (start: number) => readSeconds.observe((performance.now() - start) / 1000);
  client.execute = (async (...query: unknown[]) => {
    const start = performance.now();
    try {
      return await execute(...query);
    } finally {
      note(start);
    }
  }) as C["execute"];
  return client;
}
