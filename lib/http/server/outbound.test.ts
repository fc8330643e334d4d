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
  expect(isRefusedIp(ip, { isLocal: true })).toBe(true);
  expect(isRefusedIp(ip, { isLocal: false })).toBe(true);
});

test.each([
  "127.0.0.1",
  "::1",
  "10.0.0.1",
  "192.168.1.2",
  "172.16.0.1",
  "fd12::1",
  "100.64.0.1",
  "::ffff:10.0.0.1",
  "64:ff9b::10.0.0.1",
  "2002:a00:1::1",
])("%s, where model servers are, is refused only for engines that are not local", (ip) => {
  expect(isRefusedIp(ip, { isLocal: true })).toBe(false);
  expect(isRefusedIp(ip, { isLocal: false })).toBe(true);
});

test.each(["1.1.1.1", "172.32.0.1", "2a00::1", "64:ff9b::1.1.1.1"])("%s is public", (ip) => {
  expect(isRefusedIp(ip, { isLocal: false })).toBe(false);
});

test.each(["localhost", "", "metadata.google.internal", "169.254.169"])(
  "%j is no IP address: its lookup decides",
  (host) => {
    expect(isRefusedIp(host, { isLocal: false })).toBe(false);
  },
);
