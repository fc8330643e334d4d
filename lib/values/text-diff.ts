import { diffArrays, diffWordsWithSpace } from "diff";

/** A piece of a line, and whether the other text lacks it. */
export interface DiffPart {
  text: string;
  changed: boolean;
}

export interface DiffLine {
  kind: "same" | "removed" | "added";
  parts: DiffPart[];
}

/** A line, or so many lines that are the same in both texts and far from any change. */
export type DiffRow = DiffLine | { kind: "skipped"; count: number };

/** Lines that are the same in both, shown before and after a change. */
const CONTEXT = 2;
/** Beyond so many edits the texts have little in common, and finding the shortest way takes long. */
const MOST_EDITS = 1000;
/** Milliseconds that a comparison may take. */
const BUDGET = 1000;
/** The share of the longer text that must stay for its words to be compared with the other's. */
const ALIKE = 0.3;

type Block = Pick<DiffLine, "kind"> & { lines: string[] };

/** How much a comparison may do; the time left until `deadline` is shared by its parts. */
function limitsUntil(deadline: number) {
  return { maxEditLength: MOST_EDITS, timeout: Math.max(0, deadline - Date.now()) };
}

/** Both texts as runs of lines that are the same, removed or added; undefined beyond the limits. */
function blocksOf(from: string[], to: string[], deadline: number): Block[] | undefined {
  const changes = diffArrays(from, to, limitsUntil(deadline));
  return changes?.map(({ value, removed, added }) => ({
    kind: removed ? "removed" : added ? "added" : "same",
    lines: value,
  }));
}

function linesOf({ kind, lines }: Block): DiffLine[] {
  return lines.map((text) => ({ kind, parts: [{ text, changed: kind !== "same" }] }));
}

/** Pieces that run over several lines as the lines they stand in. */
function splitLines(kind: DiffLine["kind"], parts: readonly DiffPart[]): DiffLine[] {
  const lines: DiffPart[][] = [[]];
  for (const { text, changed } of parts) {
    text.split("\n").forEach((piece, index) => {
      if (index > 0) lines.push([]);
      if (piece !== "") lines.at(-1)?.push({ text: piece, changed });
    });
  }
  return lines.map((line) => ({ kind, parts: line }));
}

/**
 * Lines that took the place of others, with the words that differ; undefined if hardly any stayed, or
 * beyond the limits.
 */
function compareWords(removed: Block, added: Block, deadline: number): DiffLine[] | undefined {
  const [from, to] = [removed.lines.join("\n"), added.lines.join("\n")];
  const changes = diffWordsWithSpace(from, to, limitsUntil(deadline));
  if (!changes) return undefined;
  const kept = changes.filter((part) => !part.added && !part.removed);
  const length = kept.reduce((sum, part) => sum + part.value.trim().length, 0);
  if (length < ALIKE * Math.max(from.length, to.length)) return undefined;
  const side = (kind: "removed" | "added") => {
    const own = changes.filter((part) => part[kind] || (!part.added && !part.removed));
    return splitLines(
      kind,
      own.map((part) => ({ text: part.value, changed: part[kind] })),
    );
  };
  return [...side("removed"), ...side("added")];
}

/** The lines of a run, those far from any change left out. */
function fold(lines: DiffLine[], isFirst: boolean, isLast: boolean): DiffRow[] {
  const head = isFirst ? 0 : CONTEXT;
  const tail = isLast ? 0 : CONTEXT;
  const count = lines.length - head - tail;
  // Where the words that tell of it take a line too, nothing is gained for one line.
  if (count < 2) return lines;
  return [...lines.slice(0, head), { kind: "skipped", count }, ...lines.slice(lines.length - tail)];
}

/**
 * How one text became the other, line by line, and where lines are alike word by word; null if that
 * would take more than `budget` milliseconds or too many edits.
 */
export function textDiff(from: string, to: string, budget = BUDGET): DiffRow[] | null {
  const deadline = Date.now() + budget;
  const blocks = blocksOf(from.split("\n"), to.split("\n"), deadline);
  if (!blocks) return null;
  const rows: DiffRow[] = [];
  for (let index = 0; index < blocks.length; index += 1) {
    const [block, next] = [blocks[index], blocks[index + 1]];
    if (!block) continue;
    if (block.kind === "same") {
      rows.push(...fold(linesOf(block), index === 0, index === blocks.length - 1));
    } else if (block.kind === "removed" && next?.kind === "added") {
      rows.push(...(compareWords(block, next, deadline) ?? [...linesOf(block), ...linesOf(next)]));
      index += 1;
    } else {
      rows.push(...linesOf(block));
    }
  }
  return rows;
}
