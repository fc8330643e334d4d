import { expect, test, vi } from "vitest";
import type { Endpoint } from "@/lib/http/endpoint";
import { CONTRACT } from "@/lib/http/reference/contract";
import { hostileObjects, sampleBodies, withValueInEachPlace } from "@/lib/testing-bodies";
import { recordOf } from "@/lib/objects";
import { ADA, testWorld } from "@/lib/testing";
import { loadRoutes } from "./dispatch";
import { readInput } from "./read-request";
import { bearer, request, serveWorld } from "./testing";

const world = testWorld();
serveWorld(world);

const WITH_BODY = CONTRACT.filter(({ body }) => body !== undefined);
/** About 1,800 requests. With 430 they are 96,000: to be tried after a change of how input is read. */
const OBJECTS = 8;

/** Sends a body to the endpoint's handler, as the server does. */
async function senderFor(endpoint: Endpoint, id: string, headers: Record<string, string>) {
  const { method, path } = endpoint;
  const url = path.replace("{id}", id).replace("{task}", "primary");
  const match = (await loadRoutes())(method, url);
  if (!match) throw new Error(`${method} ${url} has no handler`);
  const context = { params: Promise.resolve(match.params) };
  return (body: unknown) => match.handler(request(method, url, headers, body), context);
}

test("no object in place of a text, number or list is answered with 5xx", async () => {
  vi.stubEnv("REGISTRATION_LIMIT", "0");
  const objects = hostileObjects(OBJECTS, 20_261_129);
  const headers = await bearer(world, ADA, "admin", "infer");
  const { id } = await world.create(ADA, "Subject");
  const statuses = new Map<number, number>();
  for (const endpoint of WITH_BODY) {
    const send = await senderFor(endpoint, id, headers);
    for (const sample of sampleBodies(endpoint)) {
      for (const body of objects.flatMap((object) => withValueInEachPlace(sample, object))) {
        const { status } = await send(body);
        if (status >= 500) throw new Error(`${endpoint.path} ${status}: ${JSON.stringify(body)}`);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    }
  }
  const total = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  expect(total).toBeGreaterThanOrEqual(220 * OBJECTS);
  // Validation is reached, not refused before.
  const refused = (statuses.get(422) ?? 0) + (statuses.get(400) ?? 0);
  expect(refused).toBeGreaterThan(0.95 * total);
}, 300_000);

/** What a server action can be sent, but no JSON: members that throw when they are used. */
function throwing(): unknown {
  const fail = () => {
    throw new Error("used");
  };
  return { length: { valueOf: fail, toString: fail }, toString: fail, toJSON: fail, then: fail };
}

test("an action's input with functions that throw is refused with the faults of its fields", () => {
  for (const endpoint of WITH_BODY.filter(({ bodyCheckedByService }) => !bodyCheckedByService)) {
    const params = recordOf(Object.keys(endpoint.params ?? {}), () => "1");
    for (const sample of sampleBodies(endpoint)) {
      for (const body of withValueInEachPlace(sample, throwing())) {
        const input = { body, ...(endpoint.params ? { params } : {}) };
        expect(() => readInput(endpoint, input), endpoint.path).toThrow(/^Nothing was changed/);
      }
    }
  }
});
