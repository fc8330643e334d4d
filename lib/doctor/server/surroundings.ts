import "server-only";
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { filePath } from "@/db/client";
import { filesOf } from "@/db/inspect";
import { SYSTEM_ACTOR } from "@/lib/actor";
import { type Env, ENV_NAMES, readEnv } from "@/lib/runtime/env";
import { reasonOf } from "@/lib/errors";
import { readConfiguredCatalog } from "@/lib/models/server/file-service";
import { type Finding, findings, some } from "../finding";

const MEBIBYTE = 1024 * 1024;
/** Bytes below which the next writes may fail. */
const SCARCE = 64 * MEBIBYTE;
/** Bytes below which a warning is due. */
const LITTLE = 1024 * MEBIBYTE;

/** Reads the configuration. */
export function checkConfiguration(): { env: Env | null; found: Finding } {
  const { ok, failure } = findings("configuration");
  try {
    return { env: readEnv(), found: ok(`All ${ENV_NAMES.length} variables are valid.`) };
  } catch (error) {
    const remedy = "Correct them in the environment or in .env; .env.example describes them.";
    // The first line repeats the message; each other line is about one variable.
    const [first = "", ...faults] = reasonOf(error).split("\n");
    const cause = faults.length > 0 ? faults.map((line) => line.trim()).join("; ") : first;
    return { env: null, found: failure("Some variables are invalid.", cause, remedy) };
  }
}

/** The folder itself, or the nearest existing one above it. */
function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(path.dirname(folder));
}

function foldersOf({ DATA_DIR, DATABASE_URL }: Env): string[] {
  const data = path.resolve(DATA_DIR);
  const database = DATABASE_URL.startsWith("file:") ? path.dirname(filePath(DATABASE_URL)) : data;
  return [...new Set([data, database])];
}

function checkFolder(folder: string): Finding {
  const { ok, failure } = findings("data folder");
  try {
    accessSync(nearest(folder), constants.W_OK | constants.X_OK);
    return ok(existsSync(folder) ? `${folder} is writable.` : `${folder} can be created.`);
  } catch (error) {
    const remedy = `Make it writable for the user that runs the server: chown, or chmod u+rwx.`;
    return failure(`${folder} is not writable.`, reasonOf(error), remedy);
  }
}

function checkDisk(folder: string): Finding {
  const { ok, warning, failure } = findings("disk space");
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = bavail * bsize;
  const message = `${Math.floor(free / MEBIBYTE)} MiB are free in ${folder}.`;
  const remedy = "Free some space, or move the data to a larger disk (DATA_DIR, DATABASE_URL).";
  if (free < SCARCE) return failure(message, "Writes will soon fail with 503.", remedy);
  if (free < LITTLE) return warning(message, "A backup or a busy day may fill it.", remedy);
  return ok(message);
}

/** The mode of a file that others than its owner can read or write, else `null`. */
function openMode(file: string): string | null {
  const mode = statSync(file).mode & 0o777;
  return (mode & 0o077) === 0 ? null : mode.toString(8);
}

/** Checks the secret that a server stores in a file. */
function checkSecretFile(file: string, replica: boolean): Finding {
  const { ok, warning, failure } = findings("secret");
  if (replica) {
    const cause = "Each server would create its own secret and reject the sessions of the others.";
    return warning("AUTH_SECRET is not set.", cause, "Set the same AUTH_SECRET on all servers.");
  }
  if (!existsSync(file)) return ok(`AUTH_SECRET is not set; the first start creates ${file}.`);
  try {
    if (readFileSync(file, "utf8").trim().length < 32) {
      const remedy =
        "Remove the file and restart: a new secret is created, and everybody has to sign in again.";
      return failure(
        `${file} does not contain a valid secret.`,
        "It has less than 32 characters.",
        remedy,
      );
    }
    const mode = openMode(file);
    if (mode === null) return ok(`Only the owner can read ${file}.`);
    const cause = `Its mode is ${mode}: others can read it and forge sessions.`;
    return warning(`Others can access ${file}.`, cause, `chmod 600 ${file}`);
  } catch (error) {
    const remedy = "Make it readable for the user that runs the server.";
    return failure(`${file} cannot be read.`, reasonOf(error), remedy);
  }
}

function checkSecret({ AUTH_SECRET, DATA_DIR, DATABASE_SYNC_URL }: Env): Finding {
  if (AUTH_SECRET) return findings("secret").ok("AUTH_SECRET is set.");
  return checkSecretFile(path.resolve(DATA_DIR, "auth-secret"), DATABASE_SYNC_URL !== undefined);
}

/** Checks whether others on the machine can read the database file and the files next to it. */
function checkPrivacy({ DATABASE_URL }: Env): Finding[] {
  if (!DATABASE_URL.startsWith("file:")) return [];
  const { ok, warning } = findings("database file");
  const file = filePath(DATABASE_URL);
  const files = filesOf(file);
  const open = files.filter((name) => openMode(name) !== null);
  if (files.length === 0) return [];
  if (open.length === 0) return [ok(`Only the owner can access ${file}.`)];
  const modes = open.map((name) => `${path.basename(name)} has mode ${openMode(name)}`).join(", ");
  const cause = `${modes}: others can read password hashes, prompts and the tokens of sources.`;
  return [warning(`Others can access ${file}.`, cause, `chmod 600 ${open.join(" ")}`)];
}

async function checkCatalogFile(): Promise<Finding> {
  const { ok, warning, failure } = findings("catalog file");
  try {
    const { entries, errors } = await readConfiguredCatalog({ actor: SYSTEM_ACTOR });
    const message = `${entries.length} models are valid.`;
    if (errors.length === 0) return ok(message);
    const faults = errors.map((fault) => `entry ${fault.index}: ${fault.message}`);
    const remedy = "Correct the file; npm run catalog -- check lists every error.";
    return warning(`${message} Some entries are skipped.`, some(faults), remedy);
  } catch (error) {
    const remedy =
      "Set MODELS_FILE to a list of models, such as .models.json; npm run catalog -- check lists every error of a file.";
    return failure("No model can be read, so the server does not start.", reasonOf(error), remedy);
  }
}

/** Checks what the server needs around it: folders, disk, secret, catalog. */
export async function checkSurroundings(env: Env): Promise<Finding[]> {
  const folders = foldersOf(env);
  return [
    ...folders.map(checkFolder),
    ...folders.map(checkDisk),
    checkSecret(env),
    ...checkPrivacy(env),
    await checkCatalogFile(),
  ];
}
