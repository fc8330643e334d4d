"use client";

import { useSearchParams } from "next/navigation";
import { lazy, type ReactNode, Suspense } from "react";
import { Tabs } from "@/components/ui/tabs";
import type { Profile } from "@/lib/profiles/schema";
import { HistorySkeleton } from "./history/history-skeleton";

const HistoryTab = lazy(() =>
  import("./history/history-tab").then((tab) => ({ default: tab.HistoryTab })),
);

type Tab = "content" | "history";

/** The tab as the address has it; a change of it is a change of the address alone. */
function useTab(): [Tab, (tab: Tab) => void] {
  const search = useSearchParams();
  const change = (tab: Tab) => {
    const next = new URLSearchParams(search);
    if (tab === "history") next.set("tab", tab);
    else next.delete("tab");
    const query = next.size > 0 ? `?${next.toString()}` : "";
    window.history.pushState(null, "", window.location.pathname + query);
  };
  return [search.get("tab") === "history" ? "history" : "content", change];
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
      <div hidden={tab !== "content"}>{children}</div>
      {tab === "history" && (
        <Suspense fallback={<HistorySkeleton />}>
          <HistoryTab profile={profile} />
        </Suspense>
      )}
    </Tabs>
  );
}
