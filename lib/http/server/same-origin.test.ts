import { expect, test } from "vitest";
import { assertSameOrigin } from "./read-request";

const isAllowed = (headers: Record<string, string>): boolean => {
  try {
    assertSameOrigin(new Headers({ host: "app.test", ...headers }));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "cross_origin", status: 403 });
    return false;
  }
};

test.each([
  ["a client that is no browser", {}],
  ["a page of ours", { origin: "http://app.test", "sec-fetch-site": "same-origin" }],
  ["a page of ours behind https", { origin: "https://app.test" }],
  ["an older browser, which sends the origin alone", { origin: "http://app.test" }],
  ["what a person typed or opened", { "sec-fetch-site": "none" }],
])("%s may change something", (_who, headers) => {
  expect(isAllowed(headers)).toBe(true);
});

test.each([
  ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ["another site that hides its origin", { origin: "null" }],
  ["another site of the same domain", { "sec-fetch-site": "same-site" }],
  ["another port of the same host", { origin: "http://app.test:8080" }],
  ["a host that only starts like ours", { origin: "http://app.test.evil.example" }],
  ["an origin that is no URL", { origin: ":::" }],
  ["a header with an unknown word", { "sec-fetch-site": "mostly-same" }],
  [
    "a browser whose two headers disagree",
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
  ],
  [
    "a browser whose two headers disagree the other way",
    { origin: "http://app.test", "sec-fetch-site": "cross-site" },
  ],
])("%s may not", (_who, headers) => {
  expect(isAllowed(headers)).toBe(false);
});

test("the port of the host counts", () => {
  expect(isAllowed({ host: "app.test:3000", origin: "http://app.test:3000" })).toBe(true);
  expect(isAllowed({ host: "app.test:3000", origin: "http://app.test" })).toBe(false);
});
