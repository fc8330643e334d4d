"use client";

import { useEffect } from "react";
import type { Section } from "@/lib/registry/sections";
import { Advanced, type Opened } from "./advanced";
import { Parameters } from "./parameters";

interface FieldsProps {
  opened: Opened;
  onOpen: (section: Section, open: boolean) => void;
  /** It can be worked with. */
  onReady: () => void;
}

/** Everything that the registry has a field for. */
export default function Fields({ opened, onOpen, onReady }: FieldsProps) {
  useEffect(() => onReady(), [onReady]);
  return (
    <>
      <Parameters />
      <Advanced opened={opened} onOpen={onOpen} />
    </>
  );
}
