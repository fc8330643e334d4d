import { domainToASCII } from "node:url";
import { expect, test } from "vitest";
import { emailKey, hasUnseen, normalEmail, showUnseen } from "./identity";

test.each([
  ["Zoe@Example.ORG", "zoe@example.org"],
  [" zoe@example.org ", "zoe@example.org"],
  ["zoe@example.org.", "zoe@example.org"],
  ["ZOË@example.org".normalize("NFD"), "zoë@example.org".normalize("NFC")],
  ["zoe@MÜLLER.example", "zoe@xn--mller-kva.example"],
  ["zoe@müller.example".normalize("NFD"), "zoe@xn--mller-kva.example"],
  ["zoe@XN--MLLER-KVA.example", "zoe@xn--mller-kva.example"],
  ["zoe@ｅｘａｍｐｌｅ。org", "zoe@example.org"],
  ["zoe@1.2.3.4", "zoe@1.2.3.4"],
])("%j belongs to the account of %s", (email, key) => {
  expect(emailKey(email)).toBe(key);
});

test("a domain is written as Node.js writes it in ASCII", () => {
  for (const domain of ["münchen.example", "例え.テスト", "faß.example", "EXAMPLE.org"]) {
    expect(normalEmail(`a@${domain}`)).toBe(`a@${domainToASCII(domain)}`);
  }
});

test("a domain of other letters that look the same is seen to be another", () => {
  expect(normalEmail("ada@ex\u0430mple.org")).toMatch(/^ada@xn--/);
});

test.each([
  ...["zoe", "zoe@", "@b", "a@b@c", "a@b/c", "a@b?c", "a@b#c", "a@b:80", "a@ex%61mple.org"],
  ...["a@1", "a@0x7f.1", "a@[::1]", "a@b\\c", "a@b c", "a@."],
  ...["ad\u200ba@b.org", "a@exam\u00adple.org", "\u202ea@b.org", "a\u0000@b.org", "a\ufe0f@b.org"],
  ...["\uff41da@b.org", "\ufb01@b.org", "a\uff20b@c.org"],
])("%j is no email address of an account", (email) => {
  expect(normalEmail(email)).toBeNull();
});

test("characters that cannot be seen are found, and shown by their numbers", () => {
  for (const name of ["Ada\u200b", "\u202eadA", "A\u2028B", "A\u0007", "A\u3164", "\ue000"]) {
    expect(hasUnseen(name), JSON.stringify(name)).toBe(true);
    expect(hasUnseen(showUnseen(name))).toBe(false);
  }
  for (const name of ["Ada Lovelace", "Zoë", "Zoe\u0308", "李小龍", "O’Neil", "Ada 🦉"]) {
    expect(hasUnseen(name), name).toBe(false);
    expect(showUnseen(name)).toBe(name);
  }
  expect(showUnseen("Ada\u200b")).toBe("Ada\\u{200b}");
});
