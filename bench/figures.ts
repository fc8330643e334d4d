/** Something measured in the browser, and what it must be. */
export interface Figure {
  what: string;
  /** Null where it could not be measured: that is a failure too, which `note` explains. */
  value: number | null;
  unit: string;
  target: number;
  /** Which side of the target is right. */
  is: "at most" | "under" | "at least";
  note?: string;
}

export function holds({ value, target, is }: Figure): boolean {
  if (value === null) return false;
  if (is === "at least") return value >= target;
  return is === "under" ? value < target : value <= target;
}

/** The figure with its value, or with what kept it from being measured. */
export async function measured(
  figure: Omit<Figure, "value" | "note">,
  measure: () => Promise<Pick<Figure, "value" | "note">>,
): Promise<Figure> {
  try {
    return { ...figure, ...(await measure()) };
  } catch (error) {
    return { ...figure, value: null, note: String(error).split("\n")[0] ?? "" };
  }
}

/** Prints them as a table. */
export function showFigures(figures: readonly Figure[]): void {
  const table = figures.map((figure) => ({
    what: figure.what,
    measured: figure.value === null ? "not measured" : Number(figure.value.toFixed(1)),
    unit: figure.unit,
    target: `${figure.is} ${figure.target}`,
    holds: holds(figure) ? "yes" : "NO",
    note: figure.note ?? "",
  }));
  console.table(table);
}
