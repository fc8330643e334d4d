import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { DARK, KEY, THEME_SCRIPT } from "./theme-script";

/** Runs the script in a page; `choose` saves another theme, `setSystem` changes the system's. */
function page({ saved, isDark }: { saved: string | null; isDark: boolean }) {
  const state = { saved, isDark, shown: undefined as boolean | undefined, isBlocked: false };
  let notify: () => void = () => undefined;
  const scope = {
    matchMedia: (query: string) => ({
      get matches() {
        return query === DARK && state.isDark;
      },
      addEventListener: (_name: string, listener: () => void) => (notify = listener),
    }),
    localStorage: {
      getItem: (key: string) => {
        if (state.isBlocked) throw new Error("no storage");
        return key === KEY ? state.saved : null;
      },
    },
    document: {
      documentElement: {
        classList: {
          toggle: (name: string, isOn: boolean) => (state.shown = name === "dark" && isOn),
        },
      },
    },
  };
  const run = () => {
    runInNewContext(THEME_SCRIPT, scope);
    return state.shown;
  };
  return { state, run, change: () => notify() };
}

describe("a page is dark before it is painted", () => {
  test.each([
    ["dark", false, true],
    ["dark", true, true],
    ["light", true, false],
    ["light", false, false],
    ["system", true, true],
    ["system", false, false],
    [null, true, true],
    [null, false, false],
    ["of another version", true, true],
  ])("with the theme %j, on a dark system: %j → %j", (saved, isDark, isShownDark) => {
    expect(page({ saved, isDark }).run()).toBe(isShownDark);
  });

  test("as its system is where the browser gives no storage", () => {
    const { state, run } = page({ saved: "light", isDark: true });
    state.isBlocked = true;
    expect(run()).toBe(true);
  });

  test("and follows its system, unless a theme is chosen", () => {
    const { state, run, change } = page({ saved: null, isDark: false });
    run();
    state.isDark = true;
    change();
    expect(state.shown).toBe(true);
    state.saved = "light";
    change();
    expect(state.shown).toBe(false);
  });
});
