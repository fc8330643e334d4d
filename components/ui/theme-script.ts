/** The key in local storage. */
export const KEY = "theme";
export const DARK = "(prefers-color-scheme: dark)";

/**
 * Applies the theme before the first paint, and when the system's theme changes. It is inlined into
 * the page, so it cannot import anything. Access to local storage can throw.
 */
export const THEME_SCRIPT = `(()=>{const s=matchMedia("${DARK}"),f=()=>{let t;try{t=localStorage.getItem("${KEY}")}catch{}
document.documentElement.classList.toggle("dark",t==="dark"||t!=="light"&&s.matches)};f();s.addEventListener("change",f)})()`;
