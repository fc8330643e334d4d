import { existsSync } from "node:fs";

/** The headless shell first: the tests take a third less processor time in it. */
const USUAL = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map(
  (name) => `/usr/bin/${name}`,
);

/** The browser of this machine: `CHROMIUM_PATH`, or where systems put it; else undefined. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH: there is no ${named}`);
  return named || USUAL.find((file) => existsSync(file));
}
