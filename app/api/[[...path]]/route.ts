import { defineRoute } from "@/lib/http/server/define-route";

/** Every address under `/api` that is no call of the contract. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute();
