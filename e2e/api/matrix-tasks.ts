import { at, forReaders, noWriters, ownWrite, type Row, writers } from "./callers";
import { trashProfile, tuneTask } from "./world";

/** The calls about tasks and the trash: everybody changes and undoes their own alone. */
export const TASK_ROWS: Readonly<Record<string, Row>> = {
  "GET /api/tasks": { target: at("/api/tasks"), ...forReaders },
  "GET /api/tasks/overview": { target: at("/api/tasks/overview"), ...forReaders },
  "PATCH /api/tasks/{task}": {
    target: at("/api/tasks/reranking", { profile: { description: "new" } }),
    ...writers("200"),
  },
  "PATCH /api/tasks": {
    target: at("/api/tasks", { tasks: ["reranking"], reset: true }),
    ...writers("200"),
  },
  "GET /api/tasks/history": { target: at("/api/tasks/history"), ...forReaders },
  "POST /api/tasks/{task}/undo": {
    target: async (owner) => {
      await tuneTask(owner.writer, "formatting");
      return { path: "/api/tasks/formatting/undo" };
    },
    all: "409 nothing_to_undo",
    except: { write_key: "200", owner: "200", ...noWriters },
  },
  "POST /api/tasks/undo": {
    target: async (owner) => ({
      path: "/api/tasks/undo",
      json: { change: await tuneTask(owner.writer, "analysis") },
    }),
    ...ownWrite("200", "change_not_found"),
  },
  "POST /api/tasks/{task}/restore": {
    target: async (owner) => ({
      path: "/api/tasks/key_points/restore",
      json: { change: await tuneTask(owner.writer, "key_points") },
    }),
    ...ownWrite("200", "change_not_found"),
  },
  "GET /api/trash": { target: at("/api/trash"), ...forReaders },
  "DELETE /api/trash": { target: at("/api/trash"), ...writers("204") },
  "POST /api/trash/{id}/restore": {
    target: async ({ writer }) => ({ path: `/api/trash/${await trashProfile(writer)}/restore` }),
    ...ownWrite("200", "profile_not_found"),
  },
  "DELETE /api/trash/{id}": {
    target: async ({ writer }) => ({ path: `/api/trash/${await trashProfile(writer)}` }),
    ...ownWrite("204", "profile_not_found"),
  },
};
