import { healthContract } from "@/lib/health/contract";
import { CONTRACT } from "@/lib/http/reference/contract";
import { defineRoute, handle } from "@/lib/http/server/define-route";
import { openApiDocument } from "@/lib/http/reference/openapi";
import manifest from "@/package.json";

const document = openApiDocument(CONTRACT, manifest.version);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(healthContract.openapi, () => ({
    data: document,
    etag: "body",
    headers: { "Cache-Control": "public, max-age=300" },
  })),
);
