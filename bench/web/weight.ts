import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { type Figure, measured } from "../figures";
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
  "/",
  "/tasks/engineering",
  "/profiles",
  "/profiles/new",
  "/profiles/{id}",
  "/profiles/{id}?tab=history",
  "/assignments",
  "/models",
  "/models/qwen3-30b-a3b-q4-k-m",
  "/models/compare?ids=qwen3-30b-a3b-q4-k-m,qwen3-coder-30b-a3b",
  "/activity",
  "/settings",
  "/settings/keys",
  "/settings/sessions",
  "/settings/appearance",
  "/admin/defaults",
  "/admin/bounds",
  "/admin/users",
  "/admin/engines",
  "/admin/catalog",
  "/admin/audit",
].map((address) => ({ address, atMost: 180 }));

/** In kilobytes, gzipped. */
interface Weight {
  /** The scripts that the page's HTML names: what it starts with. */
  first: number;
  /** All scripts that are there when it has come to rest, those that it fetches beside too. */
  atRest: number;
}

const isOf = (html: string) => (script: Response) =>
  html.includes(`src="${new URL(script.url()).pathname}`);

async function sizeOf(scripts: readonly Response[]): Promise<number> {
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
}

async function weigh(visitor: Visitor, address: string): Promise<Weight> {
  const scripts: Response[] = [];
  const documents: Response[] = [];
  const listen = (response: Response) => {
    const type = response.request().resourceType();
    if (type === "script") scripts.push(response);
    if (type === "document") documents.push(response);
  };
  visitor.context.on("response", listen);
  try {
    const page = await visit(visitor, address);
    const html = (await documents.at(-1)?.text()) ?? "";
    const first = await sizeOf(scripts.filter(isOf(html)));
    const atRest = await sizeOf(scripts);
    await page.close();
    return { first, atRest };
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
    const figure = await measured({ what, unit: "KB", target: atMost, is: "at most" }, async () => {
      const { first, atRest } = await weigh(visitor, address.replace("{id}", id));
      const beside = atRest - first;
      return { value: first, note: beside < 0.1 ? "" : `and ${beside.toFixed(1)} beside` };
    });
    figures.push(figure);
  }
  return figures;
}
