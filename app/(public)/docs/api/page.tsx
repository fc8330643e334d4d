import type { Metadata } from "next";
import { headers } from "next/headers";
import { ReferenceTools } from "@/components/reference/reference-tools";
import { maybeUser } from "@/lib/auth/server/page";
import { Reference } from "./reference";

export const metadata: Metadata = { title: "API reference" };

export default async function ApiReferencePage() {
  const [given, user] = await Promise.all([headers(), maybeUser()]);
  const origin = `${given.get("x-forwarded-proto") ?? "http"}://${given.get("host") ?? "localhost"}`;
  return (
    <ReferenceTools isSignedIn={user !== null}>
      <div
        // Static HTML: React does not hydrate it.
        data-static
        className="contents"
        dangerouslySetInnerHTML={{ __html: await referenceHtml(origin) }}
      />
    </ReferenceTools>
  );
}

/** Placeholder for the origin in the cached HTML; no host can have this name (RFC 2606). */
const PLACEHOLDER = "https://origin.invalid";

let rendered: Promise<string> | undefined;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

async function render(): Promise<string> {
  // A static import in a server component fails the build.
  const { renderToStaticMarkup } = await import("react-dom/server");
  return renderToStaticMarkup(<Reference origin={PLACEHOLDER} />);
}

/**
 * The reference as HTML, with examples that call `origin`. Rendered once per process: it is the same
 * for all users, and rendering its 5,000 elements takes 80 ms.
 */
async function referenceHtml(origin: string): Promise<string> {
  const html = await (rendered ??= render());
  const escaped = origin.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
  return html.replaceAll(PLACEHOLDER, () => escaped);
}
