import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const FOLDERS = ["app", "bench", "components", "db", "e2e", "lib", "scripts"];
const CODE = /\.(ts|tsx|mjs|cjs)$/;
const MAX_LINES = 250;

/** The only readers of the environment: the configuration, and what runs beside the program. */
const ENVIRONMENT =
  /^(lib\/runtime\/env|instrumentation|[^/]+\.config)\.ts$|^(scripts|e2e|bench)\//;

/** The files that a rule is about, and what is wrong in one of them. */
interface Rule {
  files: RegExp;
  except?: RegExp;
  check: (source: ts.SourceFile) => string[];
}

interface Exported {
  name: string;
  /** A function, or what a variable starts with. */
  value: ts.Node | undefined;
  /** Whether the export is taken out of an object: `export const { GET } = …`. */
  destructured: boolean;
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function exportsOfVariables(statement: ts.VariableStatement): Exported[] {
  return statement.declarationList.declarations.map(({ name, initializer }) => ({
    name: name.getText(),
    value: initializer,
    destructured: ts.isObjectBindingPattern(name),
  }));
}

/** What a file exports but types. */
function exportsOf(source: ts.SourceFile): Exported[] {
  return source.statements.flatMap((statement): Exported[] => {
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) {
      return [{ name: statement.getText(), value: undefined, destructured: false }];
    }
    if (!isExported(statement)) return [];
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return [];
    if (ts.isVariableStatement(statement)) return exportsOfVariables(statement);
    const name = ts.isFunctionDeclaration(statement) ? statement.name?.text : undefined;
    return [{ name: name ?? statement.getText(), value: statement, destructured: false }];
  });
}

function isCallOf(node: ts.Node | undefined, callee: string): boolean {
  return node !== undefined && ts.isCallExpression(node) && node.expression.getText() === callee;
}

function firstText(source: ts.SourceFile): string {
  return source.statements[0]?.getText() ?? "";
}

function checkRoute(source: ts.SourceFile): string[] {
  return exportsOf(source)
    .filter(({ value, destructured }) => !destructured || !isCallOf(value, "defineRoute"))
    .map(({ name }) => `${name} is not made by defineRoute`);
}

function checkActions(source: ts.SourceFile): string[] {
  const faults = exportsOf(source)
    .filter(({ value }) => !isCallOf(value, "defineAction"))
    .map(({ name }) => `${name} is not made by defineAction`);
  const directive = firstText(source) === '"use server";' ? [] : ['"use server" is not first'];
  return [...directive, ...faults];
}

function checkService(source: ts.SourceFile): string[] {
  return exportsOf(source)
    .filter(({ value }) => value && ts.isFunctionLike(value))
    .filter(({ value }) => {
      const [first] = (value as ts.SignatureDeclaration).parameters;
      return !["ctx", "_ctx"].includes(first?.name.getText() ?? "");
    })
    .map(({ name }) => `${name} does not take ctx first`);
}

function checkServerOnly(source: ts.SourceFile): string[] {
  return firstText(source) === 'import "server-only";' ? [] : ['import "server-only" is not first'];
}

function checkEnvironment(source: ts.SourceFile): string[] {
  const faults: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === "process.env") {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`line ${line + 1} reads process.env`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

/** `await tx.delete(table)` and `await tx.update(table).set(…)` change every row. */
function checkWhere(source: ts.SourceFile): string[] {
  const faults: string[] = [];
  const visit = (node: ts.Node) => {
    const call = ts.isAwaitExpression(node) ? node.expression : undefined;
    if (call && ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression)) {
      const { name } = call.expression;
      if (["delete", "set"].includes(name.text)) faults.push(`${call.getText()} has no where`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function checkLength(source: ts.SourceFile): string[] {
  const lines = source.text.trimEnd().split("\n").length;
  return lines > MAX_LINES ? [`${lines} lines, more than ${MAX_LINES}`] : [];
}

const RULES: Record<string, Rule> = {
  "every export of a route file is made by defineRoute": {
    files: /^app\/.*\/route\.ts$/,
    except: /^app\/api\/auth\//,
    check: checkRoute,
  },
  "every export of an actions file is made by defineAction": {
    files: /^lib\/[^/]+\/actions\.ts$/,
    check: checkActions,
  },
  "every exported function of a service takes ctx first": {
    files: /^lib\/[^/]+\/server\/[a-z-]*service\.ts$/,
    check: checkService,
  },
  "server-only is the first import of every server file": {
    files: /^lib\/[^/]+\/server\//,
    except: /(\.test|\/testing)\.ts$/,
    check: checkServerOnly,
  },
  "only the audit's own repository names its events, which nothing changes": {
    files: /^(app|bench|cli|components|db|e2e|lib|scripts)\//,
    except:
      /^(lib\/audit\/server\/repository|lib\/testing|db\/schema\/audit)\.ts$|\.(spec|test)\.ts$/,
    check: ({ text }) => (text.includes("audit_events") ? ["names audit_events"] : []),
  },
  "only the history's repository writes assignments, which its service records": {
    files: /^(app|cli|db|lib)\/.*\.ts$/,
    except: /^lib\/history\/server\/repository\.ts$|\.test\.ts$/,
    check: ({ text }) =>
      /(insert|update|delete)\(profile_assignments\)/.test(text) ? ["writes assignments"] : [],
  },
  "every delete and update says which rows": {
    files: /^(app|db|lib)\/.*\.ts$/,
    except: /\.test\.ts$/,
    check: checkWhere,
  },
  "only lib/runtime/env reads process.env": {
    files: CODE,
    except: ENVIRONMENT,
    check: checkEnvironment,
  },
  [`no file but a test has more than ${MAX_LINES} lines`]: {
    files: CODE,
    except: /\.(spec|test)\.tsx?$/,
    check: checkLength,
  },
};

function sourcePaths(): string[] {
  const root = readdirSync(".").filter((name) => CODE.test(name));
  const inside = FOLDERS.filter(existsSync).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
      path.posix.join(folder, name.replaceAll("\\", "/")),
    ),
  );
  return [...root, ...inside].filter((name) => CODE.test(name) && name !== "next-env.d.ts");
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

const sources = sourcePaths().map((name) => parse(name, readFileSync(name, "utf8")));

function faultsIn({ files, except, check }: Rule, among: readonly ts.SourceFile[]): string[] {
  return among
    .filter(({ fileName }) => files.test(fileName) && !except?.test(fileName))
    .flatMap((source) => check(source).map((fault) => `${source.fileName}: ${fault}`));
}

describe("architecture", () => {
  it.each(Object.entries(RULES))("%s", (_name, rule) => {
    expect(faultsIn(rule, sources)).toEqual([]);
  });
});

describe("the rules themselves", () => {
  const service = "lib/x/server/service.ts";
  const broken = [
    ["GET is not made by defineRoute", "app/api/x/route.ts", "export async function GET() {}"],
    ["{ POST }; is not made", "app/api/x/route.ts", "const POST = 1; export { POST };"],
    ["GET is not made", "app/api/x/route.ts", "export const GET = defineRoute(list);"],
    ["save is not made by", "lib/x/actions.ts", '"use server"; export async function save() {}'],
    ["use server", "lib/x/actions.ts", "export const save = defineAction(schema, run);"],
    ["list does not take ctx", service, 'import "server-only"; export function list(db: Db) {}'],
    ["list does not take", service, 'import "server-only"; export const list = async () => 1;'],
    ["server-only", "lib/x/server/other.ts", 'import fs from "node:fs"; import "server-only";'],
    ["tx.delete(users) has no where", "lib/x.ts", "await tx.delete(users);"],
    ["has no where", "lib/x.ts", "await tx.update(users).set({ name });"],
    ["writes assignments", "lib/x.ts", "const all = tx.insert(profile_assignments);"],
    ["line 1 reads process.env", "components/x.tsx", "const { HOME } = process.env;"],
    ["251 lines", "lib/long.ts", "\n".repeat(MAX_LINES) + "export const long = 1;"],
  ] as const;

  it.each(broken)("find: %s", (fault, name, text) => {
    const source = parse(name, text);
    const faults = Object.values(RULES).flatMap((rule) => faultsIn(rule, [source]));
    expect(faults).toEqual([expect.stringContaining(fault)]);
  });
});
