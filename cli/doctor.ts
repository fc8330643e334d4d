import type { Finding } from "@/lib/doctor/finding";
import { examine } from "@/lib/doctor/server/examine";
import type { Command } from "./command";

function linesOf({ level, check, message, cause, remedy }: Finding): string[] {
  const first = `${level.padEnd(7)}  ${check}: ${message}`;
  return [
    first,
    ...(cause ? [`         Cause: ${cause}`] : []),
    ...(remedy ? [`         Remedy: ${remedy}`] : []),
  ];
}

function summary(found: readonly Finding[]): string {
  const count = (level: Finding["level"]) => found.filter((one) => one.level === level).length;
  return `${count("ok")} ok, ${count("warning")} warnings, ${count("failure")} failed`;
}

/** Checks the installation; each problem has a cause and a remedy. */
export const doctor: Command = {
  usage: "doctor [-- --json]",
  words: [0, 0],
  run: async () => {
    const found = await examine();
    const failed = found.some(({ level }) => level === "failure");
    const lines = [...found.flatMap(linesOf), summary(found)];
    return { data: { healthy: !failed, findings: found }, lines, failed };
  },
};
