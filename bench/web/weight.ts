import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { type Figure, measured } from "./figures";
import { visit, type Visitor } from "./visitor";

/** A page, and the kilobytes of gzipped JavaScript that it may start with. */
interface Weighed {
  address: string;
  atMost: number;
}

export const BEFORE_SET_UP: readonly Weighed[] = [{ address: "/setup", atMost: 180 }];
export const SIGNED_OUT: readonly Weighed[] = [
  { address: "/login", atMost: 140 },
  { address: "/register", atMost: 180 },
  { address: "/reset", atMost: 180 },
  { address: "/docs/api", atMost: 180 },
];
export const SIGNED_IN: readonly Weighed[] = [
  "/profiles",
  "/profiles/new",
  "/profiles/{id}",
  "/profiles/{id}?tab=history",
  "/assignments",
  "/models",
  "/models/qwen3-30b-a3b-q4-k-m",
  "/models/compare?ids=qwen3-30b-a3b-q4-k-m,qwen3-coder-30b-a3b",
  "/settings",
  "/settings/keys",
  "/settings/appearance",
  "/admin/defaults",
  "/admin/users",
  "/admin/catalog",
  "/admin/audit",
].map((address) => ({ address, atMost: 180 }));

/** All scripts that a page has loaded when it has come to rest, in kilobytes, gzipped. */
async function weigh(visitor: Visitor, address: string): Promise<number> {
  const scripts: Response[] = [];
  const listen = (response: Response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  };
  visitor.context.on("response", listen);
  try {
    const page = await visit(visitor, address);
    const bodies = await Promise.all(scripts.map((script) => script.body()));
    await page.close();
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
  } finally {
    visitor.context.off("response", listen);
  }
}

/** What each page loads at first; `id` is a profile's. */
export async function measureWeight(
  visitor: Visitor,
  pages: readonly Weighed[],
  id = "",
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { address, atMost } of pages) {
    const what = `JavaScript of ${address}`;
    const figure = await measured(
      { what, unit: "KB", target: atMost, is: "at most" },
      async () => ({
        value: await weigh(visitor, address.replace("{id}", id)),
      }),
    );
    figures.push(figure);
  }
  return figures;
}
