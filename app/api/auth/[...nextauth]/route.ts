import { handleAuth } from "@/lib/auth/server/auth-route";

export {
  handleAuth as GET,
  handleAuth as POST,
  handleAuth as PUT,
  handleAuth as PATCH,
  handleAuth as DELETE,
  handleAuth as OPTIONS,
};
