/** Classes of the row of a dialog's buttons; they stay visible while its content scrolls. */
export const FOOTER =
  "sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 border-t border-line bg-panel px-5 py-3 max-sm:*:grow";
