import type { Metadata } from "next";
import { headers } from "next/headers";
import { Reference } from "./reference";

export const metadata: Metadata = { title: "API reference" };

export default async function ApiReferencePage() {
  const given = await headers();
  const origin = `${given.get("x-forwarded-proto") ?? "http"}://${given.get("host") ?? "localhost"}`;
  return (
    <div
      // React takes nothing over here: there is nothing to press but plain links.
      data-static
      className="contents"
      dangerouslySetInnerHTML={{ __html: await referenceHtml(origin) }}
    />
  );
}

/** Stands for the origin in the HTML that is kept; no host has this name (RFC 2606). */
const PLACEHOLDER = "https://origin.invalid";

let rendered: Promise<string> | undefined;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

async function render(): Promise<string> {
  // A static import of it in a server component fails the build.
  const { renderToStaticMarkup } = await import("react-dom/server");
  return renderToStaticMarkup(<Reference origin={PLACEHOLDER} />);
}

/**
 * The reference as HTML, with examples that call `origin`. Rendered once per process: it is the same
 * for everybody, and React takes 80 ms for its 5,000 elements.
 */
async function referenceHtml(origin: string): Promise<string> {
  const html = await (rendered ??= render());
  const escaped = origin.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
  return html.replaceAll(PLACEHOLDER, () => escaped);
}
