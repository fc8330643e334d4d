import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { checkRevision } from "@/lib/profiles/server/write";
import { bodyTag, isNotModified, parseIfMatch, revisionTag } from "./conditional";

function goesOn(header: string | null): boolean {
  try {
    checkRevision(parseIfMatch(header), 2);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: "revision_mismatch", extra: { current_revision: 2 } });
    return false;
  }
}

const NAMES_REVISION_2 = [
  ...['"2"', 'W/"2"', '"2-gzip"', '"2--gzip"', 'W/"2-gzip"', '"2;br"', '"2-zstd"', '"2-x-gzip"'],
  ...['"1", "2"', ' "2" ', '"1","2"', '"1-gzip", W/"2--gzip"'],
];

test.each([null, "*", ...NAMES_REVISION_2])(
  "If-Match %j lets a write of revision 2 go on",
  (header) => {
    expect(goesOn(header)).toBe(true);
  },
);

test.each([
  [""],
  ["2"],
  ['"1"'],
  ['w/"2"'],
  ['"1-gzip"'],
  ['"2-"'],
  ['"2-other"'],
  ['"-gzip"'],
  ['"22-gzip"'],
  ['"02"'],
  ['"2'],
  ["**"],
  ['"*"'],
  ['"1" "2"'],
  [","],
  ['"1",*'],
])("If-Match %j stops it", (header) => {
  expect(goesOn(header)).toBe(false);
});

test("If-None-Match compares weakly, over lists; what is no tag is passed over", () => {
  const tag = revisionTag(2);
  for (const header of [...NAMES_REVISION_2, "*", '"1", W/"2"', 'x, "2"']) {
    expect(isNotModified(header, tag), header).toBe(true);
  }
  for (const header of [null, "", "2", '"1"', '"02"', '"22"', "w2", '"1-gzip"', '"2-other"']) {
    expect(isNotModified(header, tag), String(header)).toBe(false);
  }
});

test("a body's tag is a quoted word that changes with the body", () => {
  expect(bodyTag("a")).toMatch(/^"[\w-]+"$/);
  expect(bodyTag("a")).toBe(bodyTag("a"));
  expect(bodyTag("a")).not.toBe(bodyTag("b"));
});
