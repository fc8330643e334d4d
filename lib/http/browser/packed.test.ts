import { expect, test } from "vitest";
import { pack, unpack } from "./packed";

test("packed data is one text and comes back as it was; other data stays", () => {
  const data = { data: [{ id: "a\u2028</script>", size: null, ids: [1, 2] }], total: 1 };
  expect(Object.values(pack(data))).toEqual([JSON.stringify(data)]);
  expect(unpack(pack(data))).toEqual(data);
  expect(unpack(data)).toBe(data);
  expect(unpack([1])).toEqual([1]);
  expect(unpack(null)).toBeNull();
});
