import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import tseslint from "typescript-eslint";
import { importRules } from "./eslint.imports.mjs";

const TYPED = ["**/*.ts", "**/*.tsx"];
const TESTS = ["**/*.test.ts", "**/*.test.tsx", "e2e/**", "bench/**"];
/** The places that may read the environment; the program itself asks lib/runtime/env. */
const CONFIGURATION = [
  "lib/runtime/env.ts",
  "*.config.ts",
  "instrumentation.ts",
  "scripts/**",
  "e2e/**",
  "bench/**",
  "**/*.test.ts",
];

const a11y = nextVitals.find((config) => config.plugins?.["jsx-a11y"]).plugins["jsx-a11y"];

export default defineConfig(
  globalIgnores([".next*/", ".cache/", "data/", "test-results/", "next-env.d.ts"]),
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },
  js.configs.recommended,
  {
    files: ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}"],
    extends: [nextVitals, nextTypescript, { rules: a11y.flatConfigs.strict.rules }],
    // Found from the installed package otherwise, through an API that is no more.
    settings: { react: { version: "19.3" } },
    rules: {
      // A region that scrolls must be reachable by keyboard.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["region", "group", "tabpanel"] }],
    },
  },
  {
    files: TYPED,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": [
        "error",
        // A handler of React may be async: what it throws is reported by its own try or mutation.
        { checksVoidReturn: { attributes: false } },
      ],
      // Lengths are counted in code points, which is what spreading a string gives.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      // It asks for the assertion that no-non-null-assertion forbids.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      // A store that gives back what was put into it cannot be typed otherwise.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    // A service must report every error by its promise, also that of the check of the caller.
    files: ["lib/*/server/*service.ts"],
    rules: {
      "@typescript-eslint/promise-function-async": [
        "error",
        { checkArrowFunctions: false, checkMethodDeclarations: false },
      ],
    },
  },
  {
    files: ["**/*.{ts,tsx,mjs,cjs}"],
    rules: {
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      eqeqeq: "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Ask readEnv() of lib/runtime/env." },
        {
          object: "AbortSignal",
          property: "any",
          message: "Node.js 20 forgets the signals that it joins: use a controller and a timer.",
        },
      ],
    },
  },
  {
    files: ["{app,components,db,lib}/**"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "AwaitExpression > CallExpression[callee.property.name=/^(delete|set)$/]",
          message: "A delete or update without where changes every row.",
        },
      ],
    },
  },
  { files: TESTS, rules: { "max-lines": "off", "max-lines-per-function": "off" } },
  {
    // What comes over HTTP is any JSON there is; `expect` is what checks it.
    files: ["e2e/**/*.ts", "bench/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  { files: CONFIGURATION, rules: { "no-restricted-properties": "off" } },
  {
    files: ["**/*.{mjs,cjs}"],
    languageOptions: { globals: globalsOf(["process", "console", "fetch", "performance"]) },
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs", globals: globalsOf(["module", "require"]) },
  },
  ...importRules,
);

function globalsOf(names) {
  return Object.fromEntries(names.map((name) => [name, "readonly"]));
}
