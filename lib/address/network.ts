/** Groups of an IPv6 address that name a network; the rest is its owner's to choose. */
const NETWORK_GROUPS = 4;

/**
 * Whom an address stands for: itself, or the /64 of an IPv6 address, of which one caller has as many
 * as they like.
 */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [left = "", right] = address.replace(/%.*$/, "").split("::");
  const groupsOf = (text: string) => text.split(":").filter(Boolean);
  const [before, after] = [groupsOf(left), groupsOf(right ?? "")];
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "").toLowerCase()).join(":")}::/64`;
}
