import { expect, test } from "vitest";
import { idsIn } from "./mentions";

const id = (digit: number) => `0000000${digit}-0000-4000-8000-00000000000a`;
const event = { actor: "system", target: "catalog", key_id: null, before: null, after: null };

test("what events and their filters tell of is found once each, wherever it stands", () => {
  const events = [
    event,
    { ...event, actor: id(1), target: `profile:${id(2)}`, key_id: id(3) },
    { ...event, before: { primary: id(4) }, after: { tasks: [id(5)], primary: id(1) } },
  ];
  expect(idsIn(events, { actor: id(6), target: `user:${id(2)}` }).sort()).toEqual(
    [1, 2, 3, 4, 5, 6].map(id),
  );
  expect(idsIn([event], { actor: "anonymous", target: undefined })).toEqual([]);
});
