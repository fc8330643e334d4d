import type { Route } from "next";

/** The pages of admins, in the order in which they are shown; a new page is a line here. */
export const ADMIN_PLACES: readonly { href: Route; label: string; note: string }[] = [
  {
    href: "/admin/defaults",
    label: "Defaults",
    note: "The default of each task: reach, history, back to what ships",
  },
  { href: "/admin/bounds", label: "Bounds", note: "Lowest, highest and fixed values of fields" },
  { href: "/admin/users", label: "Users", note: "Roles, access, password links, registration" },
  { href: "/admin/catalog", label: "Catalog", note: "Sources of models, missing models" },
  { href: "/admin/audit", label: "Audit", note: "Who changed what, when and from where" },
];
