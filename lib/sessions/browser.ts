/** Browsers by what their `User-Agent` contains. Each names the ones below it as well. */
const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\b(OPR|OPT|OPX)\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Headless)?Chrom(e|ium)\/|\bCriOS\//, "Chrome"],
  [/\bVersion\/\S+ .*\bSafari\//, "Safari"],
];

const SYSTEMS: typeof BROWSERS = [
  [/\bWindows\b/, "Windows"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac(intosh| OS X)\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** Longest name of a program that is no browser, in characters. */
const MAX_NAME = 40;

function nameIn(table: typeof BROWSERS, userAgent: string): string | undefined {
  return table.find(([pattern]) => pattern.test(userAgent))?.[1];
}

/** The browser in words, such as `Firefox on Windows`; of another program its name, such as `curl`. */
export function browserIn(userAgent: string | null): string {
  // Headers can have many KB; browsers send less than 300 characters.
  const text = (userAgent ?? "").slice(0, 1000);
  const [program] = /^[\w.-]+/.exec(text) ?? [];
  const other = program === "Mozilla" ? undefined : program?.slice(0, MAX_NAME);
  const browser = nameIn(BROWSERS, text) ?? other ?? "Unknown browser";
  const system = nameIn(SYSTEMS, text);
  return system === undefined ? browser : `${browser} on ${system}`;
}
