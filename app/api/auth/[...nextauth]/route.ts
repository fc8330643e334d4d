export { GET, POST } from "@/lib/auth/server/auth-route";
