import { type Command, perform } from "./command";

/** The commands by name, each loaded when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  backup: async () => (await import("./backup")).backup,
  restore: async () => (await import("./backup")).restore,
  doctor: async () => (await import("./doctor")).doctor,
  profiles: async () => (await import("./profiles")).profiles,
  catalog: async () => (await import("./catalog")).catalog,
};

/** Runs the command of that name, one of `package.json`'s scripts. Returns its exit code. */
export async function main(name: string, argv: readonly string[]): Promise<number> {
  const load = COMMANDS[name];
  if (!load) throw new Error(`there is no command ${name}`);
  return perform(await load(), argv);
}
