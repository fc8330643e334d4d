import { Agent, request } from "node:http";
import type { Shape } from "../load";

/** What a client sees of a streamed response, in milliseconds. */
export interface Streamed {
  /** Until the first text. */
  first: number;
  /** From the moment the engine sent each text until it arrived here. */
  delays: number[];
}

const now = () => performance.timeOrigin + performance.now();

/** The times in a piece of a stream: see `engine.mjs`. */
function* sentTimes(piece: string): Generator<number> {
  for (const [, time] of piece.matchAll(/"content":"(\d+\.\d+) "/g)) yield Number(time);
}

/** Sends one streaming request. @throws if the response is not 200 or has no text */
export function streamed({ origin, requests }: Shape, agent: Agent): Promise<Streamed> {
  const [{ path, headers, body } = { path: "" }] = requests;
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const delays: number[] = [];
    let first = Number.NaN;
    const options = {
      method: "POST",
      agent,
      headers: { "content-type": "application/json", ...headers },
    };
    const sent = request(origin + String(path), options, (response) => {
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        for (const time of sentTimes(piece)) {
          if (delays.length === 0) first = performance.now() - began;
          delays.push(now() - time);
        }
      });
      response.on("end", () => {
        if (response.statusCode === 200 && delays.length > 0) resolve({ first, delays });
        else reject(new Error(`${origin} answers ${response.statusCode} without text`));
      });
    });
    sent.on("error", reject);
    sent.end(body?.());
  });
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
}

/**
 * The times until the first text of each side, whose requests alternate, one at a time. As many are not
 * measured: until then V8 compiles what it runs often.
 */
export async function firstTexts<K extends string>(
  shapes: Record<K, Shape>,
  count: number,
): Promise<Record<K, number[]>> {
  const names = Object.keys(shapes) as K[];
  const agents = names.map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    K,
    number[]
  >;
  for (let round = -count; round < count; round += 1) {
    for (const [index, name] of names.entries()) {
      const { first } = await streamed(shapes[name], agents[index] ?? new Agent());
      if (round >= 0) times[name].push(first);
    }
  }
  for (const agent of agents) agent.destroy();
  return times;
}

/** The delays of all texts of many streams at once, which begin over a second. */
export async function delaysOfMany(shape: Shape, count: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  const streams = Array.from({ length: count }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, (index / count) * 1000));
    return streamed(shape, agent);
  });
  const results = await Promise.all(streams);
  agent.destroy();
  return results.flatMap(({ delays }) => delays);
}
