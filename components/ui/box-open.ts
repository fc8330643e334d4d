/** Whether a box takes all input; the palette is one too. */
export function isBoxOpen(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog]") !== null;
}
