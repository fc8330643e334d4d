import { perform } from "./command";
import { COMMANDS } from "./commands";

/** Runs the command of that name, one of `package.json`'s scripts. Returns its exit code. */
export async function main(name: string, argv: readonly string[]): Promise<number> {
  const load = COMMANDS[name];
  if (!load) throw new Error(`there is no command ${name}`);
  return perform(await load(), argv);
}
