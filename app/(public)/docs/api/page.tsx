import type { Metadata } from "next";
import { headers } from "next/headers";
import { referenceHtml } from "./reference-html";

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
