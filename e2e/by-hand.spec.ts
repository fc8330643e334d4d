import type { APIRequestContext, Page } from "@playwright/test";
import { actionCall, actionNames } from "./actions";
import { callByHand, findUser, type Listed, setSettings, test } from "./admin";
import { makeSource, ollama, removeSources, startServer } from "./api/model-server";
import { CODER, defaultId, MODEL, removeBounds } from "./api/world";
import { expect, makeProfile, makeUser, signInQuickly } from "./browser";

const BOUND = { path: "parameters.top_k", task: "formatting", max: 40 };
const MOVE = { from: "a-model-that-nobody-has", to: MODEL };
const DEFAULT = defaultId(15);

interface Ground {
  /** A user whom nobody but admins may change. */
  victim: Listed;
  bound: string;
  source: string;
  address: string;
  /** Of the default that may be reset. */
  revision: number;
}

/** What each action of admins is given. */
const ADMIN_CALLS: Readonly<Record<string, (ground: Ground) => unknown>> = {
  previewBoundAction: () => ({ body: { ...BOUND, max: 10 } }),
  setBoundAction: () => ({ body: { ...BOUND, max: 10 } }),
  removeBoundAction: ({ bound }) => ({ params: { id: bound } }),
  resetDefaultAction: ({ revision }) => ({
    params: { task: "formatting" },
    body: {},
    expected_revision: revision,
  }),
  previewMoveAction: () => ({ body: MOVE }),
  moveProfilesAction: () => ({ body: MOVE }),
  syncCatalogAction: () => undefined,
  createSourceAction: ({ address }) => ({
    body: { kind: "ollama", provider: "made by hand", address },
  }),
  updateSourceAction: ({ source }) => ({
    params: { id: source },
    body: { provider: "changed by hand" },
  }),
  readSourceAction: ({ source }) => ({ params: { id: source } }),
  removeSourceAction: ({ source }) => ({ params: { id: source } }),
  patchUserAction: ({ victim }) => ({ params: { id: victim.id }, body: { disabled: true } }),
  makeResetLinkAction: ({ victim }) => ({ params: { id: victim.id } }),
  updateSettingsAction: () => ({ body: { registration_open: false } }),
};

/** Those that work on a profile, by its id. */
const PROFILE_ACTIONS = [
  "replaceProfileAction",
  "restoreRevisionAction",
  "deleteProfileAction",
  "duplicateProfileAction",
];

/** Those that can do something to nobody but to who calls. */
const OWN_ACTIONS = [
  "signInAction",
  "signOutAction",
  "setUpAction",
  "registerAction",
  "changeNameAction",
  "changePasswordAction",
  "signOutEverywhereAction",
  "readResetAction",
  "resetPasswordAction",
  "setConfigAction",
  "createKeyAction",
  "revokeKeyAction",
  "createProfileAction",
];

test("every action of the server is one whose refusals are tested, or concerns its caller alone", () => {
  const known = [...Object.keys(ADMIN_CALLS), ...PROFILE_ACTIONS, ...OWN_ACTIONS];
  expect(actionNames().sort()).toEqual(known.sort());
});

async function read(page: Page, path: string): Promise<Record<string, unknown>> {
  const answer = await page.request.get(path);
  await expect(answer).toBeOK();
  return (await answer.json()) as Record<string, unknown>;
}

/** All that actions of admins change, as an admin reads it; when a source was read is left out. */
async function readAll(page: Page, { victim, source }: Ground) {
  const sources = (await read(page, "/api/admin/catalog/sources")).data as { id: string }[];
  const named = ({ id, provider }: { id: string; provider?: string }) => ({ id, provider });
  return {
    bounds: await read(page, "/api/bounds"),
    default: await read(page, `/api/models/profiles/${DEFAULT}`),
    source: sources.filter(({ id }) => id === source).map(named),
    sources: sources.length,
    victim: await findUser(page, victim.email),
    settings: await read(page, "/api/admin/settings"),
  };
}

async function withGround(page: Page, victim: Listed, work: (ground: Ground) => Promise<void>) {
  const server = await startServer(ollama([]));
  try {
    const bound = await page.request.put("/api/admin/bounds", { data: BOUND });
    const patch = { data: { description: "Changed by an admin" } };
    const changed = await page.request.patch(`/api/models/profiles/${DEFAULT}`, patch);
    const source = await makeSource({ provider: "made before", address: server.address });
    await work({
      victim,
      bound: ((await bound.json()) as { id: string }).id,
      source: String(source.id),
      address: server.address,
      revision: ((await changed.json()) as { revision: number }).revision,
    });
  } finally {
    await removeSources();
    await removeBounds();
    await page.request.post("/api/admin/defaults/formatting/reset");
    await setSettings(page, { registration_open: true });
    await server.close();
  }
}

test("each action of admins, called by hand, is refused to others and changes nothing", async ({
  page,
  admin: _admin,
  person,
  request,
  browser,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const user = await browser.newContext();
  await signInQuickly(await user.newPage(), person);
  const victim = await findUser(page, (await makeUser(request)).email);
  await withGround(page, victim, async (ground) => {
    const calls = Object.entries(ADMIN_CALLS).map(
      ([name, given]) => [name, actionCall(name, ...[given(ground) ?? []].flat())] as const,
    );
    const before = await readAll(page, ground);
    for (const [name, call] of calls) {
      expect(await callByHand(user.request, origin, call), name).toContain("permission_denied");
      expect(await callByHand(request, origin, call), name).toContain("unauthenticated");
    }
    expect(await readAll(page, ground)).toEqual(before);
    // They were refused for who called: an admin's are not.
    for (const [name, call] of calls) {
      expect(await callByHand(page.request, origin, call), name).toContain('"ok":true');
    }
  });
  await user.close();
});

test("a user's actions, called by hand with the id of another's or of a default, are refused", async ({
  page,
  admin: _admin,
  person,
  request,
  browser,
  baseURL,
}) => {
  const origin = baseURL ?? "";
  const [mine, theirs] = [await browser.newContext(), await browser.newContext()];
  const owner = await theirs.newPage();
  await signInQuickly(await mine.newPage(), person);
  await signInQuickly(owner, await makeUser(request));
  const { id } = await makeProfile(owner, { name: "Somebody else's", model_name: CODER });
  await owner.request.patch(`/api/models/profiles/${id}`, { data: { description: "Changed" } });
  const content = { name: "Taken over", type: 1, model_name: MODEL };
  const calls = (profile: string, expected_revision: number) => {
    const params = { id: profile };
    return [
      actionCall("replaceProfileAction", { params, body: content, expected_revision }),
      actionCall("restoreRevisionAction", { params: { ...params, n: "1" }, expected_revision }),
      actionCall("deleteProfileAction", { params, expected_revision: null }),
    ];
  };
  const tryAll = async (reader: APIRequestContext, profile: string, code: string) => {
    const look = async () => (await reader.get(`/api/models/profiles/${profile}`)).json();
    const before = (await look()) as { revision: number };
    for (const call of calls(profile, before.revision)) {
      expect(await callByHand(mine.request, origin, call)).toContain(`"${code}"`);
      expect(await callByHand(request, origin, call)).toContain('"unauthenticated"');
    }
    expect(await look()).toEqual(before);
  };
  await tryAll(owner.request, id, "profile_not_found");
  await tryAll(page.request, DEFAULT, "permission_denied");
  const copy = actionCall("duplicateProfileAction", { params: { id } });
  expect(await callByHand(mine.request, origin, copy)).toContain('"profile_not_found"');
  const own = await mine.request.get("/api/models/profiles?owner=me");
  expect(await own.json()).toMatchObject({ total: 0 });
  // They were refused for who called: the owner's are not. The last can follow any.
  const [replace, , remove] = calls(id, 2);
  for (const call of [replace, remove]) {
    if (call) expect(await callByHand(owner.request, origin, call)).toContain('"ok":true');
  }
  await Promise.all([mine.close(), theirs.close()]);
});
