import { singleton } from "@/lib/runtime/process";

/** The bytes that the bare routes answer with, set by the benchmark; both routes have them. */
const state = singleton("bench-bytes", () => ({ bytes: "" }));

const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };

/** The least that a route handler can do: what the real routes are measured against. */
export function GET(): Response {
  return new Response(state.bytes, { headers });
}

/** The same for a call with a body: it is read, and that is all. */
export async function POST(request: Request): Promise<Response> {
  await request.text();
  return new Response(state.bytes, { status: 201, headers });
}

export async function PATCH(request: Request): Promise<Response> {
  await request.text();
  return new Response(state.bytes, { headers });
}

/** Sets the bytes. */
export async function PUT(request: Request): Promise<Response> {
  state.bytes = await request.text();
  return new Response(null, { status: 204 });
}
