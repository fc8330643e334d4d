"use client";

import { lazy, type ReactNode, Suspense, useEffect, useEffectEvent, useRef } from "react";
import { flushSync } from "react-dom";
import { REVEAL } from "@/components/ui/focus";
import { Tabs } from "@/components/ui/tabs";
import { useUrlState } from "@/components/ui/use-url-state";
import { oneOf } from "@/lib/urls";
import type { Profile } from "@/lib/profiles/schema";
import { HistorySkeleton } from "./history/history-skeleton";

const HistoryTab = lazy(() =>
  import("./history/history-tab").then((tab) => ({ default: tab.HistoryTab })),
);

/** The tab without anything in the URL. */
const CONTENT: { tab: "" | "history" } = { tab: "" };

function tabIn(search: URLSearchParams): typeof CONTENT {
  return { tab: oneOf(["", "history"], search.get("tab"), "") };
}

interface ProfileTabsProps {
  profile: Profile;
  /** Label of the first tab. */
  label: string;
  /** The first tab; it stays mounted while another one is open. */
  children: ReactNode;
}

/** The tabs of a profile: its fields and its history. */
export function ProfileTabs({ profile, label, children }: ProfileTabsProps) {
  const [{ tab }, change] = useUrlState(tabIn, CONTENT);
  const content = useRef<HTMLDivElement>(null);
  const reveal = useEffectEvent(() => {
    if (tab !== "") flushSync(() => change({ tab: "" }, "push"));
  });
  useEffect(() => {
    const listen = () => reveal();
    const box = content.current;
    box?.addEventListener(REVEAL, listen);
    return () => box?.removeEventListener(REVEAL, listen);
  }, []);
  return (
    <Tabs
      label="Profile"
      value={tab}
      onValueChange={(chosen) => change({ tab: chosen }, "push")}
      tabs={[
        { value: "", label },
        { value: "history", label: "History" },
      ]}
    >
      <div ref={content} hidden={tab !== ""}>
        {children}
      </div>
      {tab === "history" && (
        <Suspense fallback={<HistorySkeleton />}>
          <HistoryTab profile={profile} />
        </Suspense>
      )}
    </Tabs>
  );
}
