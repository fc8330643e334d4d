"use client";

import { type MouseEvent, useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { takesField } from "@/lib/registry/fields";
import { PARAMETER_GROUPS, PARAMETERS } from "@/lib/registry/parameters";
import {
  isSection,
  type Parameter,
  type ParameterGroup,
  type Section,
  SECTION_LABELS,
  type TaskKind,
} from "@/lib/registry/types";
import { useEditor, useSnapshot } from "./editor-context";

/** The HTML id of a section. */
export function anchorOf(name: string): string {
  return `section-${name}`;
}

/** A group of parameters. */
export interface ParameterPart {
  group: ParameterGroup;
  label: string;
  fields: readonly Parameter[];
  /** False if the task uses none of them and none is set. */
  isUsed: boolean;
}

/** The groups of parameters, for the task in the form. */
export function useParameterParts(): ParameterPart[] {
  const { store, references } = useEditor();
  const { kind } = references.task;
  const names = useSnapshot(store, ({ content }) => Object.keys(content.parameters).join(" "));
  return useMemo(() => {
    const set = new Set(names.split(" "));
    return PARAMETER_GROUPS.map(({ group, label }) => {
      const fields = PARAMETERS.filter((parameter) => parameter.group === group);
      const isUsed = fields.some(
        ({ name }) => set.has(name) || takesField(kind, `parameters.${name}`),
      );
      return { group, label, fields, isUsed };
    });
  }, [kind, names]);
}

/** A section of the editor: its anchor's name and its label. */
type Place = readonly [name: string, label: string, isWithin?: boolean];

function placesOf(kind: TaskKind, parts: readonly ParameterPart[]): Place[] {
  const place = (section: Section): Place => [section, SECTION_LABELS[section]];
  return [
    ["identity", "Identity"],
    ["system_prompt", "System prompt"],
    ...(kind === "image" ? [place("image_settings")] : []),
    ["parameters", "Parameters"],
    ...parts.filter(({ isUsed }) => isUsed).map(({ group, label }): Place => [group, label, true]),
    place("circuit_breaker"),
    place("gpu_config"),
  ];
}

/** A section counts as current while it crosses this part of the window's height, below the header. */
const BAND = { from: 0.2, to: 0.25 } as const;

/** The innermost of the sections that cross the band. Elements may be replaced, so none is kept. */
function sectionInBand(places: readonly Place[]): string | undefined {
  const { innerHeight } = window;
  const isInBand = ([name]: Place) => {
    const box = document.getElementById(anchorOf(name))?.getBoundingClientRect();
    if (!box) return false;
    return box.top <= innerHeight * BAND.to && box.bottom > innerHeight * BAND.from;
  };
  return places.findLast(isInBand)?.[0];
}

/** The name of the section at the top of the window. */
function useCurrent(places: readonly Place[]): string | undefined {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const update = () => setCurrent(sectionInBand(places));
    update();
    window.addEventListener("scroll", update, { passive: true });
    window.addEventListener("resize", update);
    return () => {
      window.removeEventListener("scroll", update);
      window.removeEventListener("resize", update);
    };
  }, [places]);
  return current;
}

interface SectionListProps {
  /** Opens a collapsed section. */
  onOpen: (section: Section, open: boolean) => void;
}

/** Links to all sections of the editor, on wide screens. */
export function SectionList({ onOpen }: SectionListProps) {
  const { kind } = useEditor().references.task;
  const parts = useParameterParts();
  const places = useMemo(() => placesOf(kind, parts), [kind, parts]);
  const current = useCurrent(places);
  const follow = (event: MouseEvent, name: string) => {
    const section = document.getElementById(anchorOf(name));
    if (!section || event.metaKey || event.ctrlKey) return;
    // Without an entry in the history for each section.
    event.preventDefault();
    if (isSection(name)) flushSync(() => onOpen(name, true));
    section.scrollIntoView({ block: "start" });
    const heading = section.querySelector<HTMLElement>("h2, h3, summary");
    if (heading?.tagName !== "SUMMARY") heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  };
  return (
    <nav aria-label="Sections" className="sticky top-16 max-[88rem]:hidden">
      <ul className="grid border-l border-line">
        {places.map(([name, label, isWithin]) => (
          <li key={name}>
            <a
              href={`#${anchorOf(name)}`}
              aria-current={name === current ? "location" : undefined}
              onClick={(event) => follow(event, name)}
              className={`-ml-px block rounded-r border-l-2 border-transparent py-1 text-muted hover:text-ink aria-[current]:border-accent aria-[current]:text-ink ${isWithin ? "pl-6 text-xs" : "pl-3"}`}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
