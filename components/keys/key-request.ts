import type { KeyForm } from "./key-form-schema";

const DAY = 24 * 60 * 60 * 1000;

/** The last moment of a day where the person is; NaN when it is none. */
export function endOfDay(date: string): number {
  return new Date(`${date}T23:59:59`).getTime();
}

/** The form as the request that it stands for. */
export function keyRequest({ name, scopes, expiry, date }: KeyForm) {
  if (expiry === "never") return { name, scopes, expires_at: null };
  const end = expiry === "date" ? endOfDay(date) : Date.now() + Number(expiry) * DAY;
  return { name, scopes, expires_at: new Date(end).toISOString() };
}
