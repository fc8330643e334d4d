"use client";

import { useSearchParams } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Tabs } from "@/components/ui/tabs";
import type { Profile } from "@/lib/profiles/schema";
import { REVEAL } from "./reveal";
import { HistorySkeleton } from "./history/history-skeleton";

const HistoryTab = lazy(() =>
  import("./history/history-tab").then((tab) => ({ default: tab.HistoryTab })),
);

type Tab = "content" | "history";

/** The tab as the address has it; a change of it is a change of the address alone. */
function useTab(): [Tab, (tab: Tab) => void] {
  const search = useSearchParams();
  const named = search.get("tab") === "history" ? "history" : "content";
  const [shown, setShown] = useState<{ tab: Tab; named: Tab }>({ tab: named, named });
  // Back and forward change the address alone.
  if (shown.named !== named) setShown({ tab: named, named });
  const change = (tab: Tab) => {
    // The address follows later, and what is shown must not wait for it.
    setShown({ tab, named });
    const next = new URLSearchParams(search);
    if (tab === "history") next.set("tab", tab);
    else next.delete("tab");
    const query = next.size > 0 ? `?${next.toString()}` : "";
    window.history.pushState(null, "", window.location.pathname + query);
  };
  return [shown.tab, change];
}

interface ProfileTabsProps {
  profile: Profile;
  /** What the first tab is called. */
  label: string;
  /** What it shows; it stays as it is while another tab is open. */
  children: ReactNode;
}

/** A profile itself, and its history. */
export function ProfileTabs({ profile, label, children }: ProfileTabsProps) {
  const [tab, setTab] = useTab();
  const content = useRef<HTMLDivElement>(null);
  const reveal = useEffectEvent(() => {
    if (tab !== "content") flushSync(() => setTab("content"));
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
      onValueChange={setTab}
      tabs={[
        { value: "content", label },
        { value: "history", label: "History" },
      ]}
    >
      <div ref={content} hidden={tab !== "content"}>
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
