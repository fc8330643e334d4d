import { describe, expect, test } from "vitest";
import { CONTRACT } from "./contract";
import { sampleOf, SAMPLES } from "./samples";

describe("samples", () => {
  const answering = CONTRACT.filter((endpoint) => endpoint.response);

  test.each(
    answering.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const),
  )("of %s are legal answers, with nothing that an answer has not", (_name, { response }) => {
    if (!response) throw new Error("it has an answer");
    const sample = sampleOf(response);
    expect(response.parse(sample)).toEqual(sample);
  });

  test("are of objects that the contract names", () => {
    const named = new Set<string>();
    const collect = (value: unknown) => {
      const json = JSON.stringify(value);
      for (const name of Object.keys(SAMPLES)) {
        if (json.includes(JSON.stringify(SAMPLES[name]))) named.add(name);
      }
    };
    for (const { response } of answering) if (response) collect(sampleOf(response));
    expect([...named].sort()).toEqual(Object.keys(SAMPLES).sort());
  });
});
