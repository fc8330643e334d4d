import { clsx } from "clsx";

/** Joins class names. If two set the same property, the one that must win ends in `!`. */
export const cn = clsx;
