import type { CatalogSource, SourcePatch } from "@/lib/models/source-schema";
import type { SourceForm } from "./source-form-schema";

/** The form as a new source. */
export function sourceRequest({ kind, provider, address, token }: SourceForm) {
  return { kind, provider, address, token: token === "" ? null : token };
}

/** The form as what it changes of a source: a token that was not typed stays. */
export function sourceChange(form: SourceForm, source: CatalogSource): SourcePatch {
  const { kind, provider, address, token, drop_token } = form;
  return {
    ...(kind === source.kind ? {} : { kind }),
    ...(provider === source.provider ? {} : { provider }),
    ...(address === source.address ? {} : { address }),
    ...(token === "" ? {} : { token }),
    ...(drop_token ? { token: null } : {}),
  };
}
