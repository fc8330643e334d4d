import type { ReactNode } from "react";
import { Mark } from "@/components/layout/mark";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid w-full max-w-sm gap-6 px-4 pt-[max(2rem,12dvh)] pb-8">
      <p className="flex items-center gap-2 font-semibold">
        <Mark />
        Model Profiles
      </p>
      {children}
    </main>
  );
}
