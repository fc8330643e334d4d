/** A hundred years; more is for ever. */
export const MAX_AUDIT_DAYS = 36_500;
