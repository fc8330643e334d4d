import type { Metadata } from "next";
import { Page } from "@/components/ui/page";
import { Boxes } from "./boxes";
import { Content } from "./content";
import { Controls } from "./controls";
import { Features } from "./features";
import { ValueControls } from "./values";

export const metadata: Metadata = { title: "Components" };

/** All components of `components/ui` in all states, and some of features. Not in production builds. */
export default function ComponentsPage() {
  return (
    <Page title="Components" lead="What pages are built of, in all states. In development only.">
      <Controls />
      <ValueControls />
      <Boxes />
      <Content />
      <Features />
    </Page>
  );
}
