import "server-only";
import { readEnv } from "@/lib/runtime/env";

/** The configured time limits, in milliseconds. */
export function limits() {
  const { GATEWAY_HEADERS_WITHIN, GATEWAY_LOAD_WITHIN, GATEWAY_TOTAL_WITHIN } = readEnv();
  return {
    headersWithin: GATEWAY_HEADERS_WITHIN * 1000,
    loadWithin: GATEWAY_LOAD_WITHIN * 1000,
    totalWithin: GATEWAY_TOTAL_WITHIN * 1000,
  };
}
