import type { Route } from "next";

export interface Place {
  href: Route;
  label: string;
  /** What the page is about, for the search palette. */
  note?: string;
}

/** The pages in the main navigation. */
export const PLACES: readonly Place[] = [
  { href: "/profiles", label: "Profiles" },
  { href: "/assignments", label: "Assignments" },
  { href: "/models", label: "Models", note: "The catalog" },
  { href: "/settings", label: "Settings", note: "Account, name, password" },
  { href: "/docs/api", label: "API reference" },
];

/** The pages in the settings. */
export const SETTINGS_PLACES: readonly Place[] = [
  { href: "/settings", label: "Account" },
  { href: "/settings/keys", label: "API keys" },
  { href: "/settings/appearance", label: "Appearance" },
];

/** The pages for admins. */
export const ADMIN_PLACES: readonly Place[] = [
  { href: "/admin/defaults", label: "Defaults", note: "Default profiles, their users and history" },
  { href: "/admin/bounds", label: "Limits", note: "Minimum, maximum and fixed values" },
  { href: "/admin/users", label: "Users", note: "Roles, access, password links, registration" },
  { href: "/admin/catalog", label: "Catalog", note: "Model sources, missing models" },
  { href: "/admin/audit", label: "Audit", note: "Who changed what, when and from where" },
];
