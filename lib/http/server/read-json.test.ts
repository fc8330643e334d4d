import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { BODY_LIMIT, readJson } from "./read-json";

function request(body: BodyInit | null, type = "application/json"): Request {
  const init = { method: "POST", body, headers: { "content-type": type }, duplex: "half" };
  return new Request("http://localhost/", init);
}

async function valueOf(given: Request): Promise<unknown> {
  return (await readJson(given)).value;
}

function coded(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

async function refused(body: BodyInit, type?: string): Promise<string> {
  const error: unknown = await readJson(request(body, type)).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  return error.code;
}

describe("a body", () => {
  test("is read as JSON.parse reads it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5, stringUnit: "binary" }), async (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes("__proto__"));
        expect(JSON.stringify(await valueOf(request(text)))).toBe(text);
      }),
    );
  });

  test("that is none is undefined, of whatever type", async () => {
    expect(await valueOf(request(null, "text/plain"))).toBeUndefined();
    expect(await valueOf(request(""))).toBeUndefined();
  });

  test.each(["{", "NaN", "[1,]", "{'a':1}", "// x\n1", " ", '{"a":1}{', '"\u0001"'])(
    "%j is malformed",
    async (text) => {
      expect(await refused(text)).toBe("malformed_json");
    },
  );

  test("with a key that stands twice is malformed, however it is written; in two objects it is not", async () => {
    expect(await refused('{"a":1,"a":1}')).toBe("malformed_json");
    expect(await refused('[{"b":{"a":1,"\\u0061":1}}]')).toBe("malformed_json");
    expect(await valueOf(request('[{"a":{"a":1}},{"a":1}]'))).toEqual([{ a: { a: 1 } }, { a: 1 }]);
  });

  test("with __proto__ as a key is a fault at its path, however it is written", async () => {
    for (const key of ["__proto__", "\\u005f_proto__"]) {
      const { faults } = await readJson(request(`{"a":{"${key}":{}}}`));
      expect(faults).toMatchObject([{ path: "a.__proto__", code: "unknown_field" }]);
    }
    const plain = await readJson(request('{"a":"__proto__"}'));
    expect(plain).toEqual({ value: { a: "__proto__" }, faults: [] });
  });

  test("is at most 32 levels deep, lists and objects alike", async () => {
    const lists = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    await readJson(request(lists(32)));
    await readJson(request(objects(32)));
    for (const text of [lists(33), lists(100_000), objects(33), objects(40_000)]) {
      expect(await refused(text)).toBe("malformed_json");
    }
  });

  test("is at most 256 KiB, in bytes, with and without a length", async () => {
    const fits = `"${"x".repeat(BODY_LIMIT - 2)}"`;
    expect(await valueOf(request(fits))).toHaveLength(BODY_LIMIT - 2);
    expect(await refused(`${fits} `)).toBe("payload_too_large");
    expect(await refused(`"${"é".repeat(BODY_LIMIT / 2)}"`)).toBe("payload_too_large");
    const declared = request("1");
    declared.headers.set("content-length", String(BODY_LIMIT + 1));
    await expect(readJson(declared)).rejects.toEqual(coded("payload_too_large"));
  });

  test("that is too large is read to its end, so that the connection can go on", async () => {
    let pulled = 0;
    const chunk = new Uint8Array(BODY_LIMIT).fill(32);
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        if (pulled > 5) controller.close();
        else controller.enqueue(chunk);
      },
    });
    expect(await refused(body)).toBe("payload_too_large");
    expect(pulled).toBe(6);
  });

  test.each([[[0xff]], [[0x22, 0xc0, 0x80, 0x22]], [[0x22, 0xed, 0xa0, 0x80, 0x22]]])(
    "of bytes %j is no UTF-8",
    async (bytes) => {
      expect(await refused(new Uint8Array(bytes))).toBe("malformed_json");
    },
  );
});

describe("a type", () => {
  test.each([
    "application/json",
    "APPLICATION/JSON",
    "application/json; charset=UTF-8",
    'application/json;charset="utf-8"',
    "application/merge-patch+json",
  ])("%s is read", async (type) => {
    expect(await valueOf(request("1", type))).toBe(1);
  });

  test.each([
    "text/plain",
    "application/jsonx",
    "application/json; charset=latin1",
    "x",
    "a/b, application/json",
  ])("%s is refused", async (type) => {
    expect(await refused("1", type)).toBe("unsupported_media_type");
  });
});
