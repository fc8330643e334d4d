import type { Metadata } from "next";
import { NotFound } from "@/components/layout/not-found";

export const metadata: Metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <main className="mx-auto max-w-lg px-4 py-16">
      <NotFound />
    </main>
  );
}
