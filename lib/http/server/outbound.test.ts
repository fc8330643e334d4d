import { expect, test } from "vitest";
import { isRefusedIp } from "./outbound";

test.each([
  "169.254.169.254",
  "169.254.0.1",
  "::ffff:169.254.169.254",
  "::ffff:a9fe:a9fe",
  "0.0.0.0",
  "100.100.100.200",
  "168.63.129.16",
  "fe80::1",
  "febf::1",
  "fd00:ec2::254",
  "64:ff9b::169.254.169.254",
  "2002:a9fe:a9fe::1",
])("%s is refused", (ip) => {
  expect(isRefusedIp(ip)).toBe(true);
});

test.each([
  "127.0.0.1",
  "::1",
  "10.0.0.1",
  "192.168.1.2",
  "172.16.0.1",
  "fd12::1",
  "100.64.0.1",
  "1.1.1.1",
])("%s, where model servers are, is not", (ip) => {
  expect(isRefusedIp(ip)).toBe(false);
});

test.each(["localhost", "", "metadata.google.internal", "169.254.169"])(
  "%j is no IP address: its lookup decides",
  (host) => {
    expect(isRefusedIp(host)).toBe(false);
  },
);
