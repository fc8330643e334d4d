import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson, withQuery } from "@/lib/http/fetch-json";
import type { ModelPage } from "./query";

/** The catalog's first models that match the words, for a box that suggests. */
export function modelSuggestionsOptions(words: string) {
  const url = withQuery("/api/models", { q: words, sort: "id", limit: 20 });
  return queryOptions({
    queryKey: ["models", "suggestions", words],
    queryFn: ({ signal }) => fetchJson<ModelPage>(url, signal),
    placeholderData: keepPreviousData,
  });
}
