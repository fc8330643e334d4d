import { expect, test } from "@playwright/test";
import thinking from "./cases/thinking-levels.json" with { type: "json" };
import { expectFaults, makeProfile, makeWriter, ok, profilePath } from "./world";

test.describe("values that people reported as refused", () => {
  for (const body of thinking.bodies) {
    const { think } = body.parameters;
    test(`think: ${think} is accepted by a model that has no limit of its own`, async () => {
      const { client } = await makeWriter();
      const made = ok(await client.post("/api/models/profiles", body), 201).body;
      expect(made.parameters).toEqual({ think });
    });
  }

  test("a level that the model's family lacks is refused with the levels that it has", async () => {
    const { client } = await makeWriter();
    const model_name = "openai-gpt-oss-20b";
    for (const think of ["max", "none", true]) {
      const body = { name: "oss", type: 9, model_name, parameters: { think } };
      const faults = expectFaults(
        await client.post("/api/models/profiles", body),
        "parameters.think",
      );
      const { code, message } = faults["parameters.think"];
      expect(code).toBe("not_supported");
      expect(message).toContain("must be low, medium or high");
    }
  });

  test("a seed goes up to 2^53, and a larger one is refused with the reason", async () => {
    const { client } = await makeWriter();
    const { id } = await makeProfile(client, { parameters: { seed: 2 ** 53 } });
    const larger = await client.patch(profilePath(String(id)), { parameters: { seed: 2 ** 54 } });
    const faults = expectFaults(larger, "parameters.seed");
    expect(faults["parameters.seed"].message).toContain("JSON readers round larger ones");
  });
});
