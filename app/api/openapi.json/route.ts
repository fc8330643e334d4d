import { healthContract } from "@/lib/health/contract";
import { CONTRACT } from "@/lib/http/reference/contract";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { openApiDocument } from "@/lib/http/reference/openapi";
import manifest from "@/package.json";

/** Made once, at the first request: it takes longer than the rest of the start. */
let document: ReturnType<typeof openApiDocument> | undefined;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(healthContract.openapi, () => ({
    data: (document ??= openApiDocument(CONTRACT, manifest.version)),
    etag: "body",
    headers: { "Cache-Control": "public, max-age=300" },
  })),
);
