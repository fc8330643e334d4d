/** Where the browser keeps the choice. */
export const KEY = "theme";
export const DARK = "(prefers-color-scheme: dark)";

/**
 * Sets the look before the first paint, and again when the system's changes; stands in the page as
 * it is, so it can use nothing from outside. Storage can be closed to the page.
 */
export const THEME_SCRIPT = `(()=>{const s=matchMedia("${DARK}"),f=()=>{let t;try{t=localStorage.getItem("${KEY}")}catch{}
document.documentElement.classList.toggle("dark",t==="dark"||t!=="light"&&s.matches)};f();s.addEventListener("change",f)})()`;
