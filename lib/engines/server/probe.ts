import "server-only";
import { askAny, type Server } from "@/lib/http/server/ask";
import { listUrls, type ListsAs, rootUrl } from "@/lib/registry/engine-urls";
import type { Asked, Reply } from "../reader";

/** True for a path that the server does not have. */
function isElsewhere({ status }: Reply): boolean {
  return status === 404 || status === 405;
}

/** The list at the first URL that has one; otherwise what the last URL answered. */
async function firstList(server: Server): Promise<Reply> {
  let reply: Reply = { status: 404, json: undefined };
  for (const url of listUrls("openai", server.url)) {
    reply = await askAny(server, { url });
    if (!isElsewhere(reply)) return reply;
  }
  return reply;
}

/** A server for the reader of an engine's facts; it is asked for each thing once. */
export function askedServer(server: Server, listsAs: ListsAs): Asked {
  const root = rootUrl(listsAs, server.url);
  const replies = new Map<string, Promise<Reply>>();
  const once = (what: string, askNow: () => Promise<Reply>) => {
    const reply = replies.get(what) ?? askNow();
    replies.set(what, reply);
    return reply;
  };
  return {
    get: (path) => once(path, () => askAny(server, { url: new URL(root + path) })),
    list: () => once("", () => firstList(server)),
  };
}
