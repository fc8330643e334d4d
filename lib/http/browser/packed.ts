import { isObject } from "@/lib/objects";

/** Data as one text, which React reads at once; it would read a long list value by value. */
interface Packed {
  packed: string;
}

/** Packs the data of a query that the server reads for a page: `dehydrate(client, { serializeData: pack })`. */
export function pack(data: unknown): Packed {
  return { packed: JSON.stringify(data) };
}

/** Packed data as it was; any other data as it is. */
export function unpack(data: unknown): unknown {
  return isObject(data) && typeof data.packed === "string" ? JSON.parse(data.packed) : data;
}
