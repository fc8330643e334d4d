import { expect, test } from "@playwright/test";
import { CONTRACT } from "@/lib/http/reference/contract";
import { hostileObjects, sampleBodies, withValueInEachPlace } from "@/lib/testing-bodies";
import { check } from "./bad-values";
import { Client, inParallel } from "./client";
import { makeAdmin, makeKey, makeProfile, ok, profilePath } from "./world";

/** `lib/http/server/hostile-bodies.test.ts` calls the handlers without HTTP. */
const OBJECTS = 17;

test("over HTTP, no object in place of a text, number or list is answered with 5xx", async () => {
  const { client } = await makeKey(await makeAdmin(), ["admin", "write", "infer"]);
  const profile = await makeProfile(client);
  const objects = hostileObjects(OBJECTS, 7);
  const calls = CONTRACT.filter(({ body }) => body !== undefined).flatMap((endpoint) => {
    const path = endpoint.path.replace("{id}", String(profile.id)).replace("{task}", "primary");
    return sampleBodies(endpoint)
      .flatMap((sample) => objects.flatMap((object) => withValueInEachPlace(sample, object)))
      .map((json) => ({ method: endpoint.method, path, json }));
  });
  expect(calls.length).toBeGreaterThan(4000);
  await inParallel(calls, 8, async ({ method, path, json }) => {
    const { status, text } = await client.send(method, path, { json });
    check(status < 500, () => `${method} ${path} ${JSON.stringify(json)}: ${text}`);
  });
  expect(ok(await client.get(profilePath(String(profile.id)))).body).toEqual(profile);
  ok(await new Client().get("/api/health"));
});
