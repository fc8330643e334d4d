import { defineRoute } from "@/lib/http/server/define-route";

/** Every other path below `/v1`, such as `/v1/responses`: 404 `unsupported_endpoint`. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute();
