import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffRow, textDiff } from "./text-diff";

/** The rows of texts that are not too large. */
function rowsOf(from: string, to: string): DiffRow[] {
  const rows = textDiff(from, to, Infinity);
  if (!rows) throw new Error("the texts are too large");
  return rows;
}

/** `-[old] word`: the kind's sign, and in brackets what changed. */
function drawn(rows: readonly DiffRow[]): string[] {
  const signs = { same: " ", removed: "-", added: "+" };
  return rows.map((row) => {
    if (row.kind === "skipped") return `… ${row.count}`;
    const text = row.parts.map((part) => (part.changed ? `[${part.text}]` : part.text)).join("");
    return signs[row.kind] + text;
  });
}

test("lines that are alike show the words that differ", () => {
  expect(drawn(rowsOf("You are a careful engineer.", "You are a bold engineer."))).toEqual([
    "-You are a [careful] engineer.",
    "+You are a [bold] engineer.",
  ]);
});

test("lines that have nothing in common are whole", () => {
  expect(drawn(rowsOf("You are careful.", "Antworte kurz"))).toEqual([
    "-[You are careful.]",
    "+[Antworte kurz]",
  ]);
});

test("what is far from a change is told as a number of lines", () => {
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index}`);
  const after = lines.with(6, "something else");
  expect(drawn(rowsOf(lines.join("\n"), after.join("\n")))).toEqual([
    "… 4",
    " line 4",
    " line 5",
    "-[line 6]",
    "+[something else]",
    " line 7",
    " line 8",
    "… 3",
  ]);
});

test("a line break at the end is a change that is seen", () => {
  expect(drawn(rowsOf("a", "a\n"))).toEqual([" a", "+[]"]);
});

test("each side can be read off the rows", () => {
  const line = fc.constantFrom("", "a b", "a c", "x", "y z w", "a  b ");
  const text = fc.array(line, { maxLength: 14 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (from, to) => {
      const side = (kind: "removed" | "added") => {
        const rows = rowsOf(from, to).filter(
          (row) => row.kind !== (kind === "added" ? "removed" : "added"),
        );
        return rows.flatMap((row) =>
          row.kind === "skipped"
            ? Array<string>(row.count).fill("…")
            : [row.parts.map((part) => part.text).join("")],
        );
      };
      for (const [kind, whole] of [
        ["removed", from],
        ["added", to],
      ] as const) {
        const lines = side(kind);
        const expected = whole.split("\n");
        expect(lines).toHaveLength(expected.length);
        lines.forEach((found, index) => {
          if (found !== "…") expect(found).toBe(expected[index]);
        });
      }
    }),
  );
});

const linesOf = (word: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${word}${n}`).join("\n");

// Without a limit on the search this takes longer than a test may.
test("long texts that have nothing in common are too large to compare", () => {
  expect(textDiff(linesOf("a", 20_000), linesOf("b", 20_000))).toBeNull();
});

test("a comparison ends when its time is over", () => {
  expect(textDiff(linesOf("a", 900), linesOf("b", 90), -1)).toBeNull();
});

test("both texts can be read off line by line, whatever they end with", () => {
  const word = fc.constantFrom("a", "b", "careful", "You are", "\n", "\n\n", " ", "engineer.");
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(""));
  fc.assert(
    fc.property(text, text, (from, to) => {
      const rows = rowsOf(from, to).flatMap((row) =>
        row.kind === "skipped"
          ? []
          : [{ ...row, text: row.parts.map((part) => part.text).join("") }],
      );
      const skipped = rowsOf(from, to).some((row) => row.kind === "skipped");
      if (skipped) return;
      const side = (kind: "removed" | "added") =>
        rows.filter((row) => row.kind === "same" || row.kind === kind).map((row) => row.text);
      expect(side("removed")).toEqual(from.split("\n"));
      expect(side("added")).toEqual(to.split("\n"));
    }),
    { numRuns: 2000 },
  );
});
