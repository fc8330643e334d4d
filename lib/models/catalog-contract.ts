import { endpoint } from "@/lib/http/endpoint";
import { syncReport } from "./query";
import { catalogStatus } from "./source-schema";
import { catalogSource, sourceInput, sourceList, sourcePatch } from "./source-schema";

const tag = "Administration";

export const catalogContract = {
  care: endpoint({
    method: "GET",
    path: "/api/admin/catalog",
    tag,
    summary: "What the catalog is made of, the last read of each source, and what is missing",
    access: ["admin"],
    response: catalogStatus,
    examples: [{ summary: "All of it", status: 200 }],
  }),
  sync: endpoint({
    method: "POST",
    path: "/api/admin/catalog/sync",
    tag,
    summary: "Read the catalog's file again; a change of it is also picked up by itself",
    access: ["admin"],
    response: syncReport,
    examples: [{ summary: "With a report of what changed", status: 200 }],
  }),
};

const id = { id: "The source's id" };
const example = { kind: "ollama", provider: "gpu-box", address: "http://gpu-box.invalid:11434" };

export const sourcesContract = {
  list: endpoint({
    method: "GET",
    path: "/api/admin/catalog/sources",
    tag,
    summary:
      "Servers that models are read from, beside the file; of those with an id the first holds",
    access: ["admin"],
    response: sourceList,
    examples: [{ summary: "All sources, with their last read", status: 200 }],
  }),
  create: endpoint({
    method: "POST",
    path: "/api/admin/catalog/sources",
    tag,
    summary:
      "Add an Ollama server or one with OpenAI's list of models; its models come with a read",
    access: ["admin"],
    body: sourceInput,
    response: catalogSource,
    status: 201,
    errors: ["validation_failed"],
    examples: [
      { summary: "An Ollama server", body: example, status: 201 },
      {
        summary: "Refused: not http or https",
        body: { ...example, address: "file:///etc/passwd" },
        status: 422,
      },
    ],
  }),
  patch: endpoint({
    method: "PATCH",
    path: "/api/admin/catalog/sources/{id}",
    tag,
    summary: "Change a source; one that is disabled loses its models",
    access: ["admin"],
    params: id,
    body: sourcePatch,
    response: catalogSource,
    errors: ["source_not_found", "validation_failed"],
    examples: [{ summary: "Disable it", body: { enabled: false }, status: 200 }],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/admin/catalog/sources/{id}",
    tag,
    summary: "Remove a source with its models",
    access: ["admin"],
    params: id,
    errors: ["source_not_found"],
    examples: [{ summary: "Its models leave the catalog", status: 204 }],
  }),
  read: endpoint({
    method: "POST",
    path: "/api/admin/catalog/sources/{id}/read",
    tag,
    summary: "Read a source now; one that cannot be read keeps its models and says why",
    access: ["admin"],
    params: id,
    response: catalogSource,
    errors: ["source_not_found", "source_disabled"],
    examples: [{ summary: "With the report, within 10 seconds", status: 200 }],
  }),
};
