import { describe, expect, it } from "vitest";
import { readRoutePatterns, routePatterns } from "./request-log";

const patternOf = routePatterns({
  staticRoutes: ["/", "/api/models", "/profiles"].map((page) => ({ page, regex: "" })),
  dynamicRoutes: [
    { page: "/api/keys/[id]", regex: "^/api/keys/([^/]+?)(?:/)?$" },
    { page: "/api/auth/[...nextauth]", regex: "^/api/auth/(.+?)(?:/)?$" },
    { page: "/api/[[...path]]", regex: "^/api(?:/(.+?))?(?:/)?$" },
  ],
});

describe("the pattern of an address", () => {
  it.each([
    ["/", "/"],
    ["/profiles", "/profiles"],
    ["/api/models/", "/api/models"],
    ["/api/keys/5f0f3b52", "/api/keys/{id}"],
    ["/api/keys/5f0f3b52/", "/api/keys/{id}"],
    ["/api/auth/callback/credentials", "/api/auth/*"],
    ["/api/keys/a/b", "/api/*"],
    ["/_next/static/chunks/a.js", "/_next/*"],
    ["/wp-login.php", "none"],
    ["//", "/"],
  ])("%s is %s", (address, pattern) => {
    expect(patternOf(address)).toBe(pattern);
  });

  it("is one for all where the build has told none", () => {
    expect(readRoutePatterns("none")("/api/keys/1")).toBe("any");
  });
});
