import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { THEME_SCRIPT } from "@/components/ui/theme-script";
import { latin, latinExtended } from "./fonts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Model Profiles", template: "%s · Model Profiles" },
  description: "Choose a model, parameters and a system prompt for each task.",
  robots: { index: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1b1b1a" },
  ],
};

/** Reads the request's nonce, which also makes every page render per request. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    // A script sets the theme's class before React runs.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body className={`${latinExtended.variable} ${latin.variable} font-sans`}>{children}</body>
    </html>
  );
}
