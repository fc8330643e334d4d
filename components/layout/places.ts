import type { Route } from "next";

export interface Place {
  href: Route;
  label: string;
}

/** The pages in the main navigation. */
export const PLACES: readonly Place[] = [
  { href: "/", label: "Tasks" },
  { href: "/profiles", label: "Profiles" },
  { href: "/assignments", label: "Assignments" },
  { href: "/models", label: "Models" },
  { href: "/activity", label: "Activity" },
  { href: "/settings", label: "Settings" },
  { href: "/docs/api", label: "API reference" },
];

/** The pages in the settings. */
export const SETTINGS_PLACES: readonly Place[] = [
  { href: "/settings", label: "Account" },
  { href: "/settings/keys", label: "API keys" },
  { href: "/settings/sessions", label: "Sessions" },
  { href: "/settings/appearance", label: "Appearance" },
];

/** The pages for admins. */
export const ADMIN_PLACES: readonly Place[] = [
  { href: "/admin/defaults", label: "Defaults" },
  { href: "/admin/bounds", label: "Limits" },
  { href: "/admin/users", label: "Users" },
  { href: "/admin/engines", label: "Engines" },
  { href: "/admin/catalog", label: "Catalog" },
  { href: "/admin/audit", label: "Audit" },
];
