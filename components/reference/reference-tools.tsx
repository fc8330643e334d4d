"use client";

import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { COPY_BLOCKED, copyText } from "@/components/ui/copy-text";
import { useStoredChoice } from "@/components/ui/use-stored";
import { CALL_LANGUAGES, type CallLanguage, callSnippet } from "@/lib/snippets/call";
import { exampleRequest, type OperationCall } from "@/lib/snippets/operation";

const TryCall = lazy(() => import("./try-call"));

/** What an operation's HTML says about its call. */
function callIn(article: HTMLElement | null): OperationCall | null {
  const text = article?.dataset.call;
  // The server wrote it from the same type.
  return text === undefined ? null : (JSON.parse(text) as OperationCall);
}

/** Shows every example below `root` in a language. */
function showLanguage(root: HTMLElement, language: CallLanguage): void {
  for (const button of root.querySelectorAll<HTMLElement>("[data-language]")) {
    button.ariaPressed = String(button.dataset.language === language);
  }
  for (const article of root.querySelectorAll<HTMLElement>("[data-call]")) {
    const call = callIn(article);
    for (const place of article.querySelectorAll<HTMLElement>("[data-example]")) {
      const example = call?.examples[Number(place.dataset.example)];
      const code = place.querySelector("code");
      if (!call || !example || !code) continue;
      code.textContent = callSnippet(
        language,
        exampleRequest(call, example, window.location.origin),
      );
    }
  }
}

/** Milliseconds for which a button says that it has copied. */
const SHOWN_FOR = 2000;

/** Copies the example that the button is in, and says so in the button. */
async function copyExample(button: HTMLElement): Promise<string> {
  const code = button.closest("[data-example]")?.querySelector("code")?.textContent ?? "";
  const words = await copyText(code).then(
    () => "Copied",
    () => COPY_BLOCKED,
  );
  const label = button.querySelector("span");
  if (label) {
    label.textContent = words;
    setTimeout(() => {
      label.textContent = "Copy";
    }, SHOWN_FOR);
  }
  return words;
}

/** The places of the open forms. */
function useTried() {
  const [tried, setTried] = useState<readonly HTMLElement[]>([]);
  const toggle = (button: HTMLElement) => {
    const place = button.closest("article")?.querySelector<HTMLElement>("[data-try-form]");
    if (!place) return;
    const isOpen = button.ariaExpanded === "true";
    button.ariaExpanded = String(!isOpen);
    setTried((open) => (isOpen ? open.filter((each) => each !== place) : [...open, place]));
  };
  return { tried, toggle };
}

interface ReferenceToolsProps {
  isSignedIn: boolean;
  /** The reference as static HTML, with `data-` attributes where this adds behavior. */
  children: ReactNode;
}

/** Languages, copy buttons and forms that make calls, for the static HTML of the API reference. */
export function ReferenceTools({ isSignedIn, children }: ReferenceToolsProps) {
  const root = useRef<HTMLDivElement>(null);
  const [language, setLanguage] = useStoredChoice("reference-language", CALL_LANGUAGES);
  const [said, setSaid] = useState("");
  const { tried, toggle } = useTried();
  const shown = useRef<CallLanguage>("curl");

  useEffect(() => {
    // The HTML comes with curl.
    if (root.current && shown.current !== language) showLanguage(root.current, language);
    shown.current = language;
  }, [language]);

  useEffect(() => {
    const element = root.current;
    const listen = ({ target }: MouseEvent) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("button") : null;
      if (!button?.closest("[data-static]")) return;
      const chosen = CALL_LANGUAGES.find((each) => each === button.dataset.language);
      if (chosen) setLanguage(chosen);
      else if ("copy" in button.dataset) void copyExample(button).then(setSaid);
      else if ("try" in button.dataset) toggle(button);
    };
    element?.addEventListener("click", listen);
    return () => element?.removeEventListener("click", listen);
  });

  return (
    <div
      ref={root}
      data-signed-in={isSignedIn ? "" : undefined}
      className="group/reference contents"
    >
      {children}
      <span role="status" className="sr-only">
        {said}
      </span>
      {tried.map((place) => {
        const call = callIn(place.closest("article"));
        if (!call) return null;
        const key = `${call.method} ${call.path}`;
        return createPortal(
          <Suspense>
            <TryCall call={call} />
          </Suspense>,
          place,
          key,
        );
      })}
    </div>
  );
}
