import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutPage, decodeCursor, encodeCursor, pageQuery, PAGE_BYTES, readRows } from "./pagination";

const invalid = expect.objectContaining({ code: "invalid_cursor" }) as Error;

describe("cursors", () => {
  test("what is encoded is decoded, of any text and number", () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.string(), value, fc.string(), (sort, at, id) => {
        const cursor = encodeCursor(sort, { value: at, id });
        expect(cursor).toMatch(/^[\w-]+$/);
        const kind = typeof at === "number" ? "number" : "string";
        expect(decodeCursor(sort, cursor, kind)).toEqual({ value: at === 0 ? 0 : at, id });
      }),
    );
  });

  test("none gives none", () => {
    expect(decodeCursor("name", undefined)).toBeUndefined();
  });

  test("a cursor of another order is refused", () => {
    const cursor = encodeCursor("name", { value: "a", id: "b" });
    expect(() => decodeCursor("-name", cursor)).toThrow(invalid);
  });

  test("a cursor whose value is of another type than the order's is refused", () => {
    const text = encodeCursor("name", { value: "a", id: "b" });
    const number = encodeCursor("name", { value: 1, id: "b" });
    expect(() => decodeCursor("name", text, "number")).toThrow(invalid);
    expect(() => decodeCursor("name", number)).toThrow(invalid);
  });

  test("any other text is refused, and nothing else is thrown", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => Buffer.from(text).toString("base64url")),
        ),
        (text) => {
          expect(() => decodeCursor("name", text)).toThrow(invalid);
        },
      ),
    );
  });
});

describe("limits", () => {
  test.each([
    ["1", 1],
    ["200", 200],
    [undefined, 50],
  ])("%j is %i", (limit, number) => {
    expect(pageQuery.limit.parse(limit)).toBe(number);
  });

  test.each(["0", "201", "-1", "01", "1.0", "1e1", " 1", "", "NaN", "١", "1000"])(
    "%j is refused",
    (limit) => {
      expect(pageQuery.limit.safeParse(limit).success).toBe(false);
    },
  );
});

describe("cutPage", () => {
  const at = (row: number) => ({ value: row, id: String(row) });

  test("a row too many tells the next page, and the cursor is of the last row shown", () => {
    const { data, next_cursor } = cutPage([1, 2, 3], 2, "n", at);
    expect(data).toEqual([1, 2]);
    expect(decodeCursor("n", next_cursor ?? "", "number")).toEqual({ value: 2, id: "2" });
  });

  test("a page ends before the bytes of its rows are too many, but never without a row", () => {
    const half = () => PAGE_BYTES / 2;
    expect(cutPage([1, 2, 3], 3, "n", at, half).data).toEqual([1, 2]);
    expect(cutPage([1, 2, 3], 3, "n", at, half).next_cursor).not.toBeNull();
    expect(cutPage([1, 2], 2, "n", at, () => PAGE_BYTES * 9).data).toEqual([1]);
    expect(cutPage([1], 2, "n", at, () => PAGE_BYTES * 9).next_cursor).toBeNull();
  });

  test("a page that is just full, or empty, is the last", () => {
    expect(cutPage([1, 2], 2, "n", at)).toEqual({ data: [1, 2], next_cursor: null });
    expect(cutPage([], 2, "n", at)).toEqual({ data: [], next_cursor: null });
  });
});

describe("readRows", () => {
  const all = Array.from({ length: 1000 }, (_, index) => index);
  /** Reads of the rows after another, and what each asked for. */
  function reader() {
    const asked: number[] = [];
    const read = (count: number, last: number | undefined) => {
      asked.push(count);
      const from = last === undefined ? 0 : last + 1;
      return Promise.resolve(all.slice(from, from + count));
    };
    return { asked, read };
  }

  test.each([1, 24, 25, 50, 200, 999, 1000, 2000])(
    "gives a page of %i small rows and one more, in two reads at most",
    async (limit) => {
      const { asked, read } = reader();
      expect(await readRows(limit, () => 100, read)).toEqual(all.slice(0, limit + 1));
      expect(asked.length).toBeLessThanOrEqual(2);
    },
  );

  test("reads little more than a page of large rows", async () => {
    const { asked, read } = reader();
    const rows = await readRows(200, () => PAGE_BYTES / 40, read);
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.length).toBeLessThan(45);
    expect(asked.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  });
});
