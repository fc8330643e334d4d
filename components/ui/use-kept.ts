import { useState } from "react";

/** For a dialog that is open as long as it has a subject: while it closes, it goes on showing it. */
export function useKept<T>(value: T | null): T | null {
  const [kept, setKept] = useState(value);
  if (value !== null && value !== kept) setKept(value);
  return value ?? kept;
}
