import { readFileSync } from "node:fs";
import type { ActionCall } from "./admin";

interface Manifest {
  node: Record<string, { exportedName: string; workers: Record<string, unknown> }>;
}

function built() {
  const file = readFileSync(".next/server/server-reference-manifest.json", "utf8");
  return Object.entries((JSON.parse(file) as Manifest).node);
}

/** The names of all actions that the server answers. */
export function actionNames(): string[] {
  return built().map(([, { exportedName }]) => exportedName);
}

/** A call of an action with what it is given, as a page would send it: for tries by hand. */
export function actionCall(name: string, ...given: unknown[]): ActionCall {
  const [id, action] = built().find(([, { exportedName }]) => exportedName === name) ?? [];
  const page = Object.keys(action?.workers ?? {}).find((each) => !each.includes("["));
  if (id === undefined || page === undefined) throw new Error(`there is no action ${name}`);
  const path = page
    .replace(/^app/, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace(/\/page$/, "");
  return { path, id, body: JSON.stringify(given) };
}
