import { randomUUID } from "node:crypto";
import type { Answer, Client, Json } from "../api/client";
import { profileInput, profilePath } from "../api/world";

/** A profile as its last answer told it. */
export interface Written {
  revision: number;
  description: string;
  /** Sent, with no answer: it may have been done. */
  unanswered: string | null;
}

/** What writers have done. */
export interface Tally {
  written: Map<string, Written>;
  acknowledged: number;
  unanswered: number;
  /** Answers that broke off after they had begun. */
  broken: number;
  state: { stopped: boolean };
}

export function newTally(): Tally {
  return {
    written: new Map(),
    acknowledged: 0,
    unanswered: 0,
    broken: 0,
    state: { stopped: false },
  };
}

/** `ok` for loads: `expect` notes every call of it. */
function answered(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** Creates and patches until it is told to stop or the server is gone. */
export async function write(client: Client, tally: Tally): Promise<void> {
  const own: string[] = [];
  while (!tally.state.stopped) {
    const description = randomUUID();
    const id = own.length > 0 && Math.random() < 0.6 ? own.at(-1) : undefined;
    const known = id === undefined ? undefined : tally.written.get(id);
    try {
      if (id !== undefined && known) {
        known.unanswered = description;
        const { body } = answered(await client.patch(profilePath(id), { description }), 200);
        tally.written.set(id, { revision: Number(body.revision), description, unanswered: null });
      } else {
        const input = profileInput({ name: randomUUID(), description });
        const { body } = answered(await client.post("/api/models/profiles", input), 201);
        own.push(String(body.id));
        tally.written.set(String(body.id), { revision: 1, description, unanswered: null });
      }
      tally.acknowledged += 1;
    } catch (error) {
      // `fetch` says so where there was no answer at all, and otherwise where one broke off.
      if (!(error instanceof TypeError)) throw error;
      if (error.message === "fetch failed") tally.unanswered += 1;
      else tally.broken += 1;
      return;
    }
  }
}

/** Whether the row is as the last answer told, or as a write that got none would have left it. */
export function isKept(row: Json, { revision, description, unanswered }: Written): boolean {
  if (row?.description === description) return row.revision === revision;
  return unanswered !== null && row?.description === unanswered && row.revision === revision + 1;
}
