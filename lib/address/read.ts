/** The value that was given, if it is one of the legal ones. */
export function oneOf<T extends string>(
  legal: readonly T[],
  given: string | null,
  otherwise: T,
): T {
  return legal.find((value) => value === given) ?? otherwise;
}
