import type { Engine, ENGINES } from "./engines";

/** The interface that an engine lists its models by; many servers offer OpenAI's. */
export type ListsAs = (typeof ENGINES)[Engine]["lists_as"];

/** What people paste behind the base of an OpenAI-compatible server. */
const OPENAI_CALLS =
  /\/(?:models|chat\/completions|completions|embeddings|responses|rerank|images\/generations)$/;
const OLLAMA_CALLS = /\/(?:api(?:\/[a-z]+)?|v1(?:\/[a-z/]+)?)$/;
/** `/v1`, `/v4`, `/v1beta`, also with more behind it (`/v1beta/openai`). */
const VERSION = /\/v\d+(?:alpha|beta)?\d*(?=\/|$)/;
/** The version at the end of a base. */
const LAST_VERSION = /\/v\d+(?:alpha|beta)?\d*$/;

/** The URL's origin and path: without user, query and fragment, so that a path can be added. */
function baseOf(url: string): { origin: string; path: string } {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname.replace(/\/+$/, "") };
}

/** A URL as it is stored: as people have it, without trailing slashes, query and fragment. */
export function storedUrl(url: string): string {
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

/** Where an engine's list of models may be, the likeliest first. */
export function listUrls(listsAs: ListsAs, url: string): URL[] {
  const { origin, path } = baseOf(url);
  const paths = listsAs === "ollama" ? [`${ollamaBase(path)}/api/tags`] : openAiPaths(path);
  return paths.map((each) => new URL(origin + each));
}

/** Where an Ollama server shows one model. */
export function showUrl(url: string): URL {
  const { origin, path } = baseOf(url);
  return new URL(`${origin}${ollamaBase(path)}/api/show`);
}

/** The base of an engine's API, without a slash at the end: `http://host`, `https://host/v1`. */
export function apiUrl(listsAs: ListsAs, url: string): string {
  const { origin, path } = baseOf(url);
  if (listsAs === "ollama") return origin + ollamaBase(path);
  return origin + (openAiPaths(path)[0] ?? "").replace(/\/models$/, "");
}

/** The URL that an engine's own paths, such as `/props`, are added to, without a trailing slash. */
export function rootUrl(listsAs: ListsAs, url: string): string {
  const { origin, path } = baseOf(url);
  if (listsAs === "ollama") return origin + ollamaBase(path);
  return origin + path.replace(OPENAI_CALLS, "").replace(LAST_VERSION, "");
}

/** Names that resolve inside a machine or a network: those without a dot, and reserved suffixes. */
const LOCAL_NAME = /^[^.:]+$|\.(?:localhost|local|lan|internal|home|home\.arpa)$/i;
/** Loopback and private networks (RFC 1918, RFC 4193), and carrier-grade NAT (RFC 6598). */
const LOCAL_IP =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[::1\]$|\[f[cd])/i;

/** True if the URL's host looks like one on this machine or network, going by its name alone. */
export function looksLocal(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return LOCAL_NAME.test(hostname) || LOCAL_IP.test(hostname);
}
