"use client";

import { Advanced, type AdvancedProps } from "./advanced";
import { Parameters } from "./parameters";

/** Everything that the registry has a field for. */
export function Fields(props: AdvancedProps) {
  return (
    <>
      <Parameters />
      <Advanced {...props} />
    </>
  );
}
