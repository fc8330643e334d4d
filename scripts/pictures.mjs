/** Takes the pictures of the README anew: builds if needed, starts a server with examples, and looks. */
import { ensureChromium } from "./install-chromium.mjs";
import { run, runInView } from "./run.mjs";
import { buildIsCurrent } from "./state.mjs";

const PORT = "3107";

function check({ code, output }) {
  if (code === 0) return;
  console.error(output.trimEnd());
  process.exit(1);
}

check(await ensureChromium());
if (!buildIsCurrent()) {
  console.log("Build …");
  check(await run("npm", ["run", "--silent", "build"], { env: { SKIP_TYPE_CHECK: "1" } }));
}
process.exitCode = await runInView("npx", ["playwright", "test", "--project=readme"], {
  env: { PICTURES: "1", E2E_PORT: process.env.E2E_PORT ?? PORT },
});
