/** Runs once a server, before its first request. */
export async function register(): Promise<void> {
  if (
    process.env.NEXT_RUNTIME === "nodejs" &&
    process.env.NEXT_PHASE !== "phase-production-build"
  ) {
    const { startOrExit } = await import("./lib/runtime/startup");
    await startOrExit();
  }
}
