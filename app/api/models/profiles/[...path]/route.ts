import { defineRoute } from "@/lib/http/server/define-route";

/** Paths below profiles that are no call of the contract: else they would name a model. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute();
