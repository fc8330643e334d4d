import type { Command } from "./command";

/** The commands by name, each loaded when it is called. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  backup: async () => (await import("./backup")).backup,
  restore: async () => (await import("./backup")).restore,
  doctor: async () => (await import("./doctor")).doctor,
  profiles: async () => (await import("./profiles")).profiles,
  catalog: async () => (await import("./catalog")).catalog,
};
