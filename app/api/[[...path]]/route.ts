import { defineRoute } from "@/lib/http/define-route";

/** Every address under `/api` that is no call of the contract. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute();
