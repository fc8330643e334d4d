import { endpoint } from "@/lib/http/endpoint";
import { settings, settingsPatch } from "./schema";

const tag = "Administration";

export const settingsContract = {
  get: endpoint({
    method: "GET",
    path: "/api/admin/settings",
    tag,
    summary: "What is set for the whole installation",
    access: ["admin"],
    response: settings,
    examples: [{ summary: "All settings", status: 200 }],
  }),
  patch: endpoint({
    method: "PATCH",
    path: "/api/admin/settings",
    tag,
    summary: "Change settings",
    access: ["admin"],
    body: settingsPatch,
    response: settings,
    errors: ["validation_failed"],
    examples: [{ summary: "Let people register", body: { registration_open: true }, status: 200 }],
  }),
};
