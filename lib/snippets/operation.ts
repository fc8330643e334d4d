import { type CallRequest, callPath } from "./call";

/** An operation of the contract, as far as it takes to call it. */
export interface OperationCall {
  method: string;
  /** `/api/keys/{id}` */
  path: string;
  needsKey: boolean;
  returns: CallRequest["returns"];
  takesBody: boolean;
  parameters: readonly CallParameter[];
  examples: readonly CallExample[];
}

export interface CallParameter {
  name: string;
  place: "path" | "query" | "header";
}

export interface CallExample {
  params?: Readonly<Record<string, string>> | undefined;
  query?: Readonly<Record<string, string>> | undefined;
  body?: unknown;
}

/** The request of an example to the service at `origin`. */
export function exampleRequest(
  { method, path, needsKey, returns }: OperationCall,
  { params, query, body }: CallExample,
  origin: string,
): CallRequest {
  return { method, url: origin + callPath({ path, params, query }), body, needsKey, returns };
}
