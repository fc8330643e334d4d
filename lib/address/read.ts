/** The value that was given, if it is one of the legal ones. */
export function oneOf<T extends string>(
  legal: readonly T[],
  given: string | null,
  otherwise: T,
): T {
  return legal.find((value) => value === given) ?? otherwise;
}

/** A page's `searchParams` as one reads an address in the browser: of a name given twice, the first. */
export function searchOf(
  given: Readonly<Record<string, string | string[] | undefined>>,
): Pick<URLSearchParams, "get"> {
  return { get: (name) => [given[name]].flat()[0] ?? null };
}

/** Filters as a query of the REST interface: what is not chosen is left out. */
export function chosenIn(filters: object): Record<string, string> {
  const chosen = Object.entries(filters).filter(([, value]) => value !== "") as [string, string][];
  return Object.fromEntries(chosen);
}
