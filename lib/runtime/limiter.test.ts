import { expect, it, vi } from "vitest";
import { Limiter, networkOf } from "./limiter";

it.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s counts as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it("lets a caller wait no longer than its period, though the clock is set a year back", async () => {
  const limiter = new Limiter(1, 60);
  await limiter.count("x");
  const year = 365 * 24 * 60 * 60 * 1000;
  vi.spyOn(Date, "now").mockReturnValue(Date.now() - year);
  expect(await limiter.count("x")).toBe(60);
  vi.restoreAllMocks();
});
