/** Class names joined; where two set the same thing, the one that must hold ends in `!`. */
export { clsx as cn } from "clsx";
