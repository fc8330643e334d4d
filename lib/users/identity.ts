/**
 * Names and email addresses in one form each, so that one person has one account and no account looks
 * like another. Runs in the browser too.
 */

/**
 * Characters that cannot be seen or change how others are shown: control, format, direction, private
 * and unassigned ones, line separators, and what programs may ignore.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** True if the text, or what it is equivalent to (NFKC), has a character that cannot be seen. */
export function hasUnseen(text: string): boolean {
  return UNSEEN.test(text) || UNSEEN.test(text.normalize("NFKC"));
}

/** The text with `\u{200b}` in place of each character that cannot be seen. */
export function showUnseen(text: string): string {
  return text.replace(new RegExp(UNSEEN, "gu"), (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`;
  });
}

/** The ASCII form of a domain (`müller.example` is `xn--mller-kva.example`); null if it is none. */
function asciiDomain(domain: string): string | null {
  // A URL would take these as the end of its host, or decode them.
  if (/[\s/?#:@%\\[\]<>^|]/.test(domain)) return null;
  const url = `http://${domain.replace(/\.$/, "")}`;
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  // A number is read as an IP address: `1` as 0.0.0.1.
  const isRewritten = /^[\d.]+$/.test(host) && host !== domain;
  return host === "" || isRewritten ? null : host;
}

/**
 * An email address with its domain in ASCII and its local part in NFC; null if it is none, or has
 * characters that cannot be seen or only look like others (NFKC).
 */
export function normalEmail(email: string): string | null {
  const [, local, domain] = /^([^\s@]+)@([^\s@]+)$/.exec(email.trim()) ?? [];
  if (local === undefined || domain === undefined || hasUnseen(email.trim())) return null;
  const composed = local.normalize("NFC");
  const ascii = asciiDomain(domain);
  return ascii === null || composed !== local.normalize("NFKC") ? null : `${composed}@${ascii}`;
}

/** How addresses are compared in accounts that an older version has made: with the domain as typed. */
export function typedEmailKey(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

/** Email addresses that differ only in case or spelling belong to one account. */
export function emailKey(email: string): string {
  return typedEmailKey(normalEmail(email) ?? email);
}
