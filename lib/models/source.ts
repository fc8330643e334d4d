import { type Engine, ENGINE_KINDS, ENGINES } from "@/lib/registry/engines";

/** What people paste behind the base of an OpenAI-compatible server. */
const OPENAI_CALLS =
  /\/(?:chat\/completions|completions|embeddings|responses|rerank|images\/generations)$/;
const OLLAMA_CALLS = /\/(?:api(?:\/[a-z]+)?|v1(?:\/[a-z/]+)?)$/;
/** `/v1`, `/v4`, `/v1beta`, also with more behind it (`/v1beta/openai`). */
const VERSION = /\/v\d+(?:alpha|beta)?\d*(?=\/|$)/;

/** The URL's origin and path: without user, query and fragment, so that a path can be added. */
function baseOf(url: string): { origin: string; path: string } {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname.replace(/\/+$/, "") };
}

/** A URL as it is stored: as people have it, without trailing slashes, query and fragment. */
export function sourceUrl(url: string): string {
  const { origin, path } = baseOf(url);
  return origin + path;
}

function openAiPaths(path: string): string[] {
  if (path.endsWith("/models")) return [path];
  const base = path.replace(OPENAI_CALLS, "");
  return VERSION.test(base) ? [`${base}/models`] : [`${base}/v1/models`, `${base}/models`];
}

function ollamaBase(path: string): string {
  return path.replace(OLLAMA_CALLS, "");
}

/** Where the source's list of models may be, the likeliest first. */
export function listUrls(kind: SourceKind, url: string): URL[] {
  const { origin, path } = baseOf(url);
  const paths = kind === "ollama" ? [`${ollamaBase(path)}/api/tags`] : openAiPaths(path);
  return paths.map((each) => new URL(origin + each));
}

/** Where an Ollama server shows one model. */
export function showUrl(url: string): URL {
  const { origin, path } = baseOf(url);
  return new URL(`${origin}${ollamaBase(path)}/api/show`);
}

/** The interface that a source lists its models by; many servers offer OpenAI's. */
export type SourceKind = (typeof ENGINES)[Engine]["lists_as"];
export const SOURCE_KINDS: readonly SourceKind[] = [
  ...new Set(ENGINE_KINDS.map((engine) => ENGINES[engine].lists_as)),
];

export const SOURCE_KIND_LABELS: Readonly<Record<SourceKind, string>> = {
  ollama: "Ollama",
  openai: "OpenAI-compatible",
};

/** The catalog's file, among the sources. */
export const FILE_SOURCE = "file";
