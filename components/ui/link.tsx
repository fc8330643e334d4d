"use client";

import NextLink, { type LinkProps } from "next/link";

/** Without a connection the page stays: the browser would put an error page in its place. */
function stayOffline(event: { preventDefault: () => void }): void {
  if (!navigator.onLine) event.preventDefault();
}

/**
 * A link to a page of the app, and the one way to make one. Nothing of the page is loaded before the
 * link is followed: every page is rendered for its reader, so there is next to nothing that could be
 * prefetched, and Next.js asks the server for it once for each link in view.
 */
export function Link<Route>(props: LinkProps<Route>) {
  return <NextLink {...props} prefetch={false} onNavigate={stayOffline} />;
}
