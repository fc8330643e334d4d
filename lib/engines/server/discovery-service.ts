import "server-only";
import { requireAdmin } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { RemoteError, withinLimits } from "@/lib/http/server/ask";
import { type Engine, ENGINES } from "@/lib/registry/engines";
import { FACTS } from "../facts";
import { isRefusal } from "../reader";
import type { FoundEngine } from "../results-schema";
import { askedServer } from "./probe";
import { type EngineRow, selectEngines } from "./repository";

/** Where engines listen if nobody changes it: Ollama, llama.cpp, vLLM, LM Studio. */
const PORTS = [11434, 8080, 8000, 1234] as const;
const LOOPBACK = "127.0.0.1";
/** Milliseconds for everything that one port is asked. */
const TIME = 1000;

/** What a server is tried as: the kinds that have something of their own, then any with OpenAI's list. */
const KINDS: readonly Engine[] = ["ollama", "lm_studio", "vllm", "llama_cpp", "openai_compatible"];

type Found = Omit<FoundEngine, "name" | "engine">;

/** The engine at an address, by what it answers; null if there is none. */
async function find(address: string): Promise<Found | null> {
  const end = new AbortController().signal;
  const work = withinLimits(
    end,
    async (limits) => {
      const server = { url: address, key: null, isLocal: true, ...limits };
      const asked = askedServer(server, "openai");
      for (const kind of KINDS) {
        if (!(await FACTS[kind].recognizes(asked))) continue;
        const facts = await FACTS[kind].read(asked);
        if (isRefusal(facts)) continue;
        const { status, version, models } = facts;
        return { kind, address, status, version, models: models.length };
      }
      return null;
    },
    TIME,
  );
  try {
    return await work;
  } catch (error) {
    if (error instanceof RemoteError) return null;
    throw error;
  }
}

/** The addresses to ask on a host: the usual ports, or the one that it is given with. */
function addressesOn(host: string): string[] {
  const { host: given, port } = new URL(`http://${host}`);
  return port === "" ? PORTS.map((each) => `http://${given}:${each}`) : [`http://${given}`];
}

/** The kind and the host make a name; a number is added if it is taken. */
function freeName({ kind, address }: Found, taken: Set<string>): string {
  const { hostname, port } = new URL(address);
  const isHere = hostname === LOOPBACK;
  const base = isHere ? ENGINES[kind].label : `${ENGINES[kind].label} on ${hostname}`;
  const names = [base, `${base} (${port})`];
  for (let n = 2; ; n += 1) {
    const name = names.shift() ?? `${base} ${n}`;
    const key = name.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return name;
  }
}

function isAt(address: string) {
  const { host } = new URL(address);
  const here = host.replace(/^(localhost|\[::1\])(?=:)/, LOOPBACK);
  return (row: EngineRow) =>
    new URL(row.address).host.replace(/^(localhost|\[::1\])(?=:)/, LOOPBACK) === here;
}

/**
 * The engines that respond on this machine and on the hosts, all asked at once, a second for each
 * port. What they answer tells the kind, not the port.
 * @throws 401, 403
 */
export async function discoverEngines(
  ctx: Context,
  { hosts }: { hosts: readonly string[] },
): Promise<{ data: FoundEngine[] }> {
  requireAdmin(ctx.actor);
  const addresses = [...new Set([LOOPBACK, ...hosts].flatMap(addressesOn))];
  const found = (await Promise.all(addresses.map(find))).filter((each) => each !== null);
  const rows = await selectEngines(ctx.db.read);
  const taken = new Set(rows.map(({ name_key }) => name_key));
  return {
    data: found.map((each) => {
      const known = rows.find(isAt(each.address));
      return { ...each, name: known?.name ?? freeName(each, taken), engine: known?.id ?? null };
    }),
  };
}
