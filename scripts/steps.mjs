import { stripVTControlCharacters } from "node:util";

/** The tests that passed are not listed, so that a failure is found at once. */
function withoutPassed(output) {
  return stripVTControlCharacters(output).replaceAll(/^\s*✓.*\n/gm, "");
}

/**
 * Runs a step and prints one line: whether it passed, its title and its seconds. The output follows
 * if the step failed, or if it is `verbose`.
 */
export async function runStep({ title, start, verbose = false }) {
  const began = performance.now();
  const result = await start();
  const passed = result.code === 0;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${passed ? "ok  " : "FAIL"} ${title.padEnd(18)} ${seconds.padStart(6)} s`);
  if (verbose) console.log(`\n${result.output.trimEnd()}\n`);
  else if (!passed) console.log(`\n${withoutPassed(result.output).trimEnd()}\n`);
  return passed;
}
