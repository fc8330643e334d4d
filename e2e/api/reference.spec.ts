import { get } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { baseUrl } from "./client";
import { ensureSetUp } from "./world";

/** The page of the API reference, as it answers to whoever calls the server by this name. */
function referenceFor(host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const url = new URL("/docs/api", baseUrl());
    get(url, { headers: { host } }, (answer) => resolve(text(answer))).on("error", reject);
  });
}

test("the examples of the API reference call the host that the reader used, escaped", async () => {
  await ensureSetUp();
  for (const host of ["one.example", "two.example:8080", "three&four.example"]) {
    const page = await referenceFor(host);
    const origin = `http://${host.replace("&", "&amp;")}`;
    expect(page).toContain(`curl &quot;${origin}/api/health&quot;`);
    expect(page).toContain(`&quot;${origin}/api/resolve/primary&quot;`);
    expect(page).not.toContain("origin.invalid");
  }
});
