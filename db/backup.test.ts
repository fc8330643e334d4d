import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import LocalDatabase from "libsql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { backupFile } from "./backup";
import { openDatabase } from "./client";
import { integrityFaults, onFile } from "./inspect";
import { migrateDatabase } from "./migrate";
import { restoreFile } from "./restore";

let template: string;
let folder: string;
let file: string;
let copy: string;
const children: ChildProcess[] = [];

/** Runs statements with a connection that is closed afterwards, which one that has read is not. */
function edit(name: string, statements: string): void {
  const handle = new LocalDatabase(name);
  handle.exec(statements);
  handle.close();
}

/** A database of this program whose settings say `word`, as a server leaves it. */
function make(name: string, word: string): void {
  rmSync(name, { force: true });
  copyFileSync(template, name);
  edit(
    name,
    `PRAGMA journal_mode=WAL; INSERT INTO settings (name, value) VALUES ('word', '"${word}"')`,
  );
}

/** Read from a copy: whoever has read the file itself has it open. */
async function wordIn(name: string): Promise<unknown> {
  const read = path.join(mkdtempSync(path.join(folder, "read-")), "copy.db");
  for (const side of ["", "-wal"])
    if (existsSync(name + side)) copyFileSync(name + side, read + side);
  const [row] = await onFile(read, (orm) =>
    orm.all<{ value: string }>(sql`SELECT value FROM settings WHERE name = 'word'`),
  );
  return JSON.parse(row?.value ?? "null");
}

/** A process that runs the code, then stays. */
async function elsewhere(code: string): Promise<ChildProcess> {
  const script = `import Database from "libsql"; ${code}; console.log("ready"); setInterval(() => 0, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  children.push(child);
  await once(child.stdout, "data");
  return child;
}

/** As a server keeps it. */
const SERVING = (name: string) =>
  `const handle = new Database(${JSON.stringify(`${name}-serving`)}); handle.exec("BEGIN; SELECT count(*) FROM sqlite_master")`;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** What lies in the folder but for the files with which locks are taken. */
function files(): string[] {
  return readdirSync(folder).filter((name) => !/-serving$|^read-/.test(name));
}

beforeAll(async () => {
  const made = path.join(mkdtempSync(path.join(tmpdir(), "backup-")), "made.db");
  const db = await openDatabase({ url: `file:${made}` });
  await migrateDatabase(db);
  await db.close();
  template = `${made}-template`;
  await backupFile(made, template);
});

afterAll(() => {
  rmSync(path.dirname(template), { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "backup-"));
  file = path.join(folder, "app.db");
  copy = path.join(folder, "copy.db");
  make(file, "before");
});

afterEach(async () => {
  await Promise.all(children.splice(0).map(end));
  rmSync(folder, { recursive: true });
});

describe("a backup", () => {
  test("of a database in use is whole, and for its owner's eyes alone", async () => {
    const db = await openDatabase({ url: `file:${file}` });
    await backupFile(file, copy);
    expect(await onFile(copy, integrityFaults)).toEqual([]);
    expect(await wordIn(copy)).toBe("before");
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    await db.close();
    expect(files().filter((name) => name.startsWith("copy"))).toEqual(["copy.db"]);
  });

  test("replaces nothing", async () => {
    writeFileSync(copy, "mine");
    await expect(backupFile(file, copy)).rejects.toThrow("exists already");
    expect(readFileSync(copy, "utf8")).toBe("mine");
  });

  test("that fails leaves nothing behind", async () => {
    writeFileSync(file, "no database ".repeat(1000));
    await expect(backupFile(file, copy)).rejects.toThrow();
    const none = path.join(folder, "none");
    await expect(backupFile(none, copy)).rejects.toThrow("no database at");
    await expect(backupFile(file, path.join(none, "a.db"))).rejects.toThrow(`no folder ${none};`);
    expect(files()).toEqual(["app.db"]);
  });
});

describe("restoring", () => {
  test("puts the copy in place, with the old file's rights, and keeps the old file", async () => {
    await backupFile(file, copy);
    make(file, "after");
    chmodSync(file, 0o640);
    const kept = await restoreFile(copy, file);
    expect(await wordIn(file)).toBe("before");
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(kept).toMatch(/app\.db\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/);
    expect(await wordIn(kept ?? "")).toBe("after");
    expect(files()).toHaveLength(3);
  });

  test("works where there is no database yet", async () => {
    await backupFile(file, copy);
    rmSync(file);
    expect(await restoreFile(copy, file)).toBeNull();
    expect(await wordIn(file)).toBe("before");
  });

  test("is refused while a server has the database, and not once that is gone, however it went", async () => {
    await backupFile(file, copy);
    const server = await elsewhere(SERVING(file));
    await expect(restoreFile(copy, file)).rejects.toThrow("is in use");
    await end(server);
    await restoreFile(copy, file);
  });

  test("is refused while any other program has the database open", async () => {
    await backupFile(file, copy);
    const shell = await elsewhere(
      `const handle = new Database(${JSON.stringify(file)}); handle.exec("SELECT count(*) FROM users")`,
    );
    await expect(restoreFile(copy, file)).rejects.toThrow("is in use");
    expect(files()).not.toContainEqual(expect.stringContaining("restoring"));
    await end(shell);
    await restoreFile(copy, file);
  });

  test("takes over what a killed server left in its log", async () => {
    await backupFile(file, copy);
    const server = await elsewhere(
      `const handle = new Database(${JSON.stringify(file)}); handle.exec("UPDATE settings SET value = '\\"logged\\"'")`,
    );
    await end(server);
    expect(files()).toContain("app.db-wal");
    const kept = await restoreFile(copy, file);
    expect(await wordIn(file)).toBe("before");
    expect(await wordIn(kept ?? "")).toBe("logged");
  });

  test("replaces a database that is damaged, and keeps it as it is, log and all", async () => {
    await backupFile(file, copy);
    writeFileSync(file, "no database ".repeat(1000));
    writeFileSync(`${file}-wal`, "its log");
    const kept = await restoreFile(copy, file);
    expect(await wordIn(file)).toBe("before");
    expect(readFileSync(kept ?? "", "utf8")).toContain("no database");
    expect(readFileSync(`${kept}-wal`, "utf8")).toBe("its log");
  });
});

describe("an unusable backup changes nothing", () => {
  /** Backs the file up and runs the SQL on the copy. */
  const withCode = (sql: string) => async () => {
    await backupFile(file, copy);
    edit(copy, sql);
  };

  const cases: Record<string, [() => Promise<void> | void, string]> = {
    "a file that is not a database": [
      () => writeFileSync(copy, "x".repeat(9000)),
      "is not a database",
    ],
    "a damaged one": [
      async () => {
        await backupFile(file, copy);
        const bytes = readFileSync(copy);
        bytes.fill(0xff, 8192, 20_000);
        writeFileSync(copy, bytes);
      },
      "damaged",
    ],
    "another program's": [
      () => edit(copy, "CREATE TABLE users (id TEXT)"),
      "is not a database of Model Profiles",
    ],
    "a newer version's": [
      withCode("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('new', 9e15)"),
      "was created by a newer version",
    ],
    "one with a trigger that is not ours": [
      withCode(
        "CREATE TRIGGER promote AFTER INSERT ON users BEGIN UPDATE users SET role = 'admin'; END",
      ),
      "contains code that Model Profiles did not put there; nothing was changed: trigger promote",
    ],
    "one with a trigger that only has the name of ours": [
      withCode(
        "DROP TRIGGER audit_events_unchanged; CREATE TRIGGER audit_events_unchanged AFTER INSERT ON users BEGIN DELETE FROM audit_events; END",
      ),
      "trigger audit_events_unchanged",
    ],
    "one with a view": [withCode("CREATE VIEW people AS SELECT * FROM users"), "view people"],
    "one whose table a view replaces": [
      withCode(
        "ALTER TABLE settings RENAME TO hidden; CREATE VIEW settings AS SELECT * FROM hidden",
      ),
      "view settings",
    ],
    "the database itself": [
      () => {
        copy = file;
      },
      "is the database itself",
    ],
    "one that is not there": [() => undefined, "There is no file"],
  };

  test.each(Object.entries(cases))("%s", async (_name, [prepare, message]) => {
    await prepare();
    const before = readFileSync(file);
    await expect(restoreFile(copy, file)).rejects.toThrow(message);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(files().filter((name) => !/^(app|copy)\.db$/.test(name))).toEqual([]);
  });

  test("a copy that was made by hand is taken with its log", async () => {
    const server = await elsewhere(
      `const handle = new Database(${JSON.stringify(file)}); handle.exec("UPDATE settings SET value = '\\"by hand\\"'")`,
    );
    for (const side of ["", "-wal"]) copyFileSync(file + side, copy + side);
    await end(server);
    await restoreFile(copy, file);
    expect(await wordIn(file)).toBe("by hand");
  });
});
