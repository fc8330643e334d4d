/** A consistent copy of the database while it is in use: `npm run backup -- FILE`. */
import { existsSync } from "node:fs";
import { createClient } from "@libsql/client";
import nextEnv from "@next/env";

const [target] = process.argv.slice(2);

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

if (!target) stop("Name the file to write: npm run backup -- backup.db");
if (existsSync(target)) stop(`${target} exists already; name another file.`);
nextEnv.loadEnvConfig(process.cwd());
const url = process.env.DATABASE_URL || "file:./data/model-profiles.db";
if (!url.startsWith("file:")) stop("The database is on a server: back it up there.");
if (!existsSync(url.replace(/^file:(\/\/)?/, ""))) stop(`There is no database at ${url}.`);

try {
  const client = createClient({ url, timeout: 10_000 });
  await client.execute({ sql: "VACUUM INTO ?", args: [target] });
  client.close();
  process.stdout.write(`Copied ${url} to ${target}\n`);
} catch (error) {
  stop(`The backup failed: ${error instanceof Error ? error.message : error}`);
}
