import { z } from "zod";

export const session = z
  .object({
    id: z.string(),
    browser: z.string().meta({ description: "Browser and system, such as `Firefox on Windows`" }),
    address: z.string().nullable().meta({ description: "IP address of the last use" }),
    created_at: z.string(),
    last_used_at: z.string().meta({ description: "Accurate to about a minute" }),
    expires_at: z.string(),
    current: z.boolean().meta({ description: "Whether the caller uses this session" }),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof session>;

export const sessionList = z.object({ data: z.array(session) });
